package dev.loopgen.core.internal.tests.canary;

import java.util.Optional;
import java.util.regex.Pattern;

/** For {@code unittest} of Python. */
final class UnittestCanary implements CanaryAdapter {

  private static final Pattern CONTENT = Pattern.compile("\\bTestCase\\b");

  @Override
  public Optional<Canary> canary(TestSources tests, String nonce) {
    return tests
        .find(PythonSource.NAME, CONTENT)
        .map(
            source ->
                new Canary(
                    "unittest",
                    source.sibling(PythonSource.name(source.name(), nonce)),
                    text(PythonSource.loads(source), nonce),
                    nonce,
                    2));
  }

  private static String text(String loads, String nonce) {
    return loads
        + "\nimport unittest\n\n\nclass Test"
        + nonce
        + "(unittest.TestCase):\n    def test_"
        + nonce
        + "_raises(self):\n        raise RuntimeError(\"must fail\")\n\n    def test_"
        + nonce
        + "_compares(self):\n        self.assertEqual(1, 2)\n";
  }
}
