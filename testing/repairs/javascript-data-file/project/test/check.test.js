const test = require("node:test");
const assert = require("node:assert");
const { allowed } = require("../src/check");

test("a hundred is allowed", () => {
  assert.ok(allowed(100));
});
