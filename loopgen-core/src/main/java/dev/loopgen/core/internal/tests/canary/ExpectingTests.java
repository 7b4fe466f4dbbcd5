package dev.loopgen.core.internal.tests.canary;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The tests for runners with {@code test} and {@code expect}. */
final class ExpectingTests {

  private static final Pattern IMPORTED =
      Pattern.compile("(?m)^import\\b[^;]*?\\bfrom\\s+['\"](\\.[^'\"\\n]+)['\"]");
  private static final Pattern REQUIRED =
      Pattern.compile("\\brequire\\(\\s*['\"](\\.[^'\"\\n]+)['\"]\\s*\\)");

  private ExpectingTests() {}

  static String text(TestSources.Source source, String nonce) {
    return loads(source)
        + "test('"
        + nonce
        + " throws', () => { throw new Error('must fail'); });\n"
        + "test('"
        + nonce
        + " expects', () => { expect(1).toBe(2); });\n";
  }

  /** Loads what the test loads, in its manner. */
  private static String loads(TestSources.Source source) {
    return source.all(IMPORTED).stream()
            .map(module -> "import '" + module + "';\n")
            .collect(Collectors.joining())
        + source.all(REQUIRED).stream()
            .map(module -> "require('" + module + "');\n")
            .collect(Collectors.joining());
  }
}
