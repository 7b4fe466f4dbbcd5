const test = require("node:test");
const assert = require("node:assert");
const { first } = require("../src/cart");

test("nothing", () => {
  assert.strictEqual(first([]), "");
});
