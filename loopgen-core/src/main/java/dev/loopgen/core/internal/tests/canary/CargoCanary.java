package dev.loopgen.core.internal.tests.canary;

import dev.loopgen.api.tree.RepoPath;
import java.util.Optional;
import java.util.regex.Pattern;

/** For {@code cargo test} and nextest: an integration test, which sorts last. */
final class CargoCanary implements CanaryAdapter {

  private static final Pattern NAME = Pattern.compile("[^/]+\\.rs");
  private static final Pattern CONTENT = Pattern.compile("#\\[(?:\\w+::)?test]");

  @Override
  public Optional<Canary> canary(TestSources tests, String nonce) {
    return tests
        .find(NAME, CONTENT)
        .flatMap(source -> directory(source.directory()))
        .map(
            directory ->
                new Canary(
                    "cargo",
                    RepoPath.of(directory + "zz_" + nonce + ".rs"),
                    text(nonce),
                    nonce,
                    2));
  }

  /** Returns the directory of the crate's integration tests, each file of which is a program. */
  private static Optional<String> directory(String of) {
    int tests = ("/" + of).lastIndexOf("/tests/");
    int sources = ("/" + of).lastIndexOf("/src/");
    if (tests >= 0) {
      return Optional.of(of.substring(0, tests) + "tests/");
    }
    return sources >= 0 ? Optional.of(of.substring(0, sources) + "tests/") : Optional.empty();
  }

  private static String text(String nonce) {
    return "#[test]\nfn zz_"
        + nonce
        + "_panics() {\n    panic!(\"must fail\");\n}\n\n#[test]\nfn zz_"
        + nonce
        + "_compares() {\n    assert_eq!(1, 2);\n}\n";
  }
}
