package dev.loopgen.core.internal.tests.canary;

import java.util.Optional;
import java.util.regex.Pattern;

/** For Vitest. */
final class VitestCanary implements CanaryAdapter {

  private static final Pattern CONTENT = Pattern.compile("from\\s+['\"]vitest['\"]");

  @Override
  public Optional<Canary> canary(TestSources tests, String nonce) {
    return tests
        .find(JavaScriptSource.NAME, CONTENT)
        .map(
            source ->
                new Canary(
                    "vitest",
                    source.sibling(JavaScriptSource.name(source.name(), nonce)),
                    "import { expect, test } from 'vitest';\n" + ExpectingTests.text(source, nonce),
                    nonce,
                    2));
  }
}
