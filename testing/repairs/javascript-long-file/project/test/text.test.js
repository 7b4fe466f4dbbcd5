const test = require("node:test");
const assert = require("node:assert");
const { slug } = require("../src/text");

test("several blanks", () => {
  assert.strictEqual(slug("A b c"), "a-b-c");
});
