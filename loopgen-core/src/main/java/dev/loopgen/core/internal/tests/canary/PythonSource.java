package dev.loopgen.core.internal.tests.canary;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the adapters for Python have in common. */
final class PythonSource {

  /** The names of test files. */
  static final Pattern NAME = Pattern.compile("test[^/]*\\.py|[^/]*_test\\.py");

  /** Statements on one line. */
  private static final Pattern IMPORT =
      Pattern.compile("(?m)^((?:from [\\w.]+ )?import [\\w., *]+)$");

  private PythonSource() {}

  /** Returns a file name that a runner finds as it finds another one, and sorts last. */
  static String name(String like, String nonce) {
    return like.endsWith("_test.py") ? "zz_" + nonce + "_test.py" : "test_zz_" + nonce + ".py";
  }

  /** Returns statements that import what a test imports and never fail. */
  static String loads(TestSources.Source source) {
    return source.all(IMPORT).stream()
        .filter(statement -> !statement.contains("__future__") && !statement.contains("*"))
        .map(statement -> "try:\n    " + statement + "\nexcept BaseException:\n    pass\n")
        .collect(Collectors.joining());
  }
}
