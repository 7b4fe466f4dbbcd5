package dev.loopgen.core.internal.tests.canary;

import java.util.Optional;
import java.util.regex.Pattern;

/** For Mocha, whose functions are global. */
final class MochaCanary implements CanaryAdapter {

  private static final Pattern CONTENT = Pattern.compile("\\b(?:it|specify)\\s*\\(");
  private static final Pattern LIBRARY = Pattern.compile("['\"](?:mocha|chai)['\"]");

  @Override
  public Optional<Canary> canary(TestSources tests, String nonce) {
    return tests
        .find(JavaScriptSource.NAME, CONTENT)
        .filter(source -> tests.commandsMention("mocha") || LIBRARY.matcher(source.text()).find())
        .map(
            source ->
                new Canary(
                    "mocha",
                    source.sibling(JavaScriptSource.name(source.name(), nonce)),
                    text(JavaScriptSource.loads(source), nonce),
                    nonce,
                    2));
  }

  /** Dynamic imports work in modules of both kinds. */
  private static String text(String loads, String nonce) {
    return "before(() => Promise.all(["
        + loads
        + "]));\n\nit('"
        + nonce
        + " throws', () => { throw new Error('must fail'); });\n\nit('"
        + nonce
        + " compares', async () => {\n  const { default: assert } = await import('node:assert');\n"
        + "  assert.strictEqual(1, 2);\n});\n";
  }
}
