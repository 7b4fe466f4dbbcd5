const test = require("node:test");
const assert = require("node:assert");
const { format } = require("../src/money");

test("format", () => {
  assert.strictEqual(format(150), "1.50");
});
