package dev.loopgen.core.internal.tests.canary;

import java.util.Optional;
import java.util.regex.Pattern;

/** For pytest. */
final class PytestCanary implements CanaryAdapter {

  private static final Pattern CONTENT =
      Pattern.compile("(?m)^\\s*(?:async )?def test|^import pytest|^from pytest");
  private static final Pattern FUNCTIONS = Pattern.compile("(?m)^(?:async )?def test");

  @Override
  public Optional<Canary> canary(TestSources tests, String nonce) {
    return tests
        .find(PythonSource.NAME, CONTENT)
        .filter(
            source ->
                tests.commandsMention("pytest")
                    || source.text().contains("pytest")
                    || FUNCTIONS.matcher(source.text()).find())
        .map(
            source ->
                new Canary(
                    "pytest",
                    source.sibling(PythonSource.name(source.name(), nonce)),
                    text(PythonSource.loads(source), nonce),
                    nonce,
                    3));
  }

  private static String text(String loads, String nonce) {
    return loads
        + "\nimport unittest\n\n\ndef test_"
        + nonce
        + "_raises():\n    raise RuntimeError(\"must fail\")\n\n\ndef test_"
        + nonce
        + "_asserts():\n    assert 1 == 2\n\n\nclass Test"
        + nonce
        + "(unittest.TestCase):\n    def test_"
        + nonce
        + "_compares(self):\n        self.assertEqual(1, 2)\n";
  }
}
