const test = require("node:test");
const assert = require("node:assert");
const { total } = require("../src/total");

test("quantities", () => {
  assert.strictEqual(total([{ price: 2, quantity: 3 }]), 6);
});
