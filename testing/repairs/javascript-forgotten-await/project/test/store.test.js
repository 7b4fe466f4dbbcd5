const test = require("node:test");
const assert = require("node:assert");
const { name } = require("../src/store");

test("name", async () => {
  assert.strictEqual(await name("a"), "a");
});
