package dev.loopgen.core.internal.tests.canary;

import java.util.Optional;
import java.util.regex.Pattern;

/** For Jest, whose functions are global. */
final class JestCanary implements CanaryAdapter {

  private static final Pattern CONTENT =
      Pattern.compile("@jest/globals|\\bjest\\.|\\b(?:test|it)\\s*\\(");

  private static final Pattern EXPECTS = Pattern.compile("\\bexpect\\s*\\(");

  @Override
  public Optional<Canary> canary(TestSources tests, String nonce) {
    return tests
        .find(JavaScriptSource.NAME, CONTENT)
        .filter(source -> EXPECTS.matcher(source.text()).find())
        .map(
            source ->
                new Canary(
                    "jest",
                    source.sibling(JavaScriptSource.name(source.name(), nonce)),
                    imports(source) + ExpectingTests.text(source, nonce),
                    nonce,
                    2));
  }

  private static String imports(TestSources.Source source) {
    return source.text().contains("@jest/globals")
        ? "import { expect, test } from '@jest/globals';\n"
        : "";
  }
}
