const test = require("node:test");
const assert = require("node:assert");
const config = require("../src/config");

test("port", () => {
  assert.strictEqual(config.port, 80);
});
