package dev.loopgen.core.internal.tests.canary;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** For {@code go test}. The test is part of a package, so it runs with that package's code. */
final class GoCanary implements CanaryAdapter {

  private static final Pattern NAME = Pattern.compile("[^/]+_test\\.go");
  private static final Pattern CONTENT = Pattern.compile("(?m)^package\\s+(\\w+)");

  @Override
  public Optional<Canary> canary(TestSources tests, String nonce) {
    return tests
        .find(NAME, CONTENT)
        .map(
            source -> {
              Matcher declared = CONTENT.matcher(source.text());
              String name = declared.find() ? declared.group(1) : "main";
              return new Canary(
                  "go", source.sibling("zz_" + nonce + "_test.go"), text(name, nonce), nonce, 2);
            });
  }

  private static String text(String name, String nonce) {
    return "package "
        + name
        + "\n\nimport \"testing\"\n\nfunc TestZz"
        + nonce
        + "Fails(t *testing.T) {\n\tt.Fatal(\"must fail\")\n}\n\nfunc TestZz"
        + nonce
        + "Reports(t *testing.T) {\n\tt.Error(\"must fail\")\n}\n";
  }
}
