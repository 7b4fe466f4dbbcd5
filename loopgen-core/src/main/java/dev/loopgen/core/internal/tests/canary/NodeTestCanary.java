package dev.loopgen.core.internal.tests.canary;

import java.util.Optional;
import java.util.regex.Pattern;

/** For the runner of Node.js itself, {@code node:test}. */
final class NodeTestCanary implements CanaryAdapter {

  private static final Pattern CONTENT = Pattern.compile("['\"]node:test['\"]");

  @Override
  public Optional<Canary> canary(TestSources tests, String nonce) {
    return tests
        .find(JavaScriptSource.NAME, CONTENT)
        .map(
            source ->
                new Canary(
                    "node-test",
                    source.sibling(JavaScriptSource.name(source.name(), nonce)),
                    text(JavaScriptSource.loads(source), nonce),
                    nonce,
                    3));
  }

  /** Dynamic imports work in modules of both kinds, and each file has a process of its own. */
  private static String text(String loads, String nonce) {
    return "Promise.all(["
        + loads
        + "]).then(() => import('node:test')).then(async ({ default: test }) => {\n"
        + "  const { default: assert } = await import('node:assert');\n"
        + "  test('"
        + nonce
        + " throws', () => { throw new Error('must fail'); });\n"
        + "  test('"
        + nonce
        + " compares', () => { assert.strictEqual(1, 2); });\n"
        + "  test('"
        + nonce
        + " expects', () => { assert.throws(() => {}); });\n"
        + "});\n";
  }
}
