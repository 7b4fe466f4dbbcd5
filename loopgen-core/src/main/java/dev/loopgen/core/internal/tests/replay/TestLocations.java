package dev.loopgen.core.internal.tests.replay;

import dev.loopgen.api.tests.TestId;
import dev.loopgen.api.tree.RepoPath;
import java.util.List;

/** Tells which file a reported test comes from, as far as its identity says so. */
final class TestLocations {

  private TestLocations() {}

  /** Tells whether a test names a file: as its file, its class or its module. */
  static boolean isIn(TestId test, RepoPath path) {
    String file = path.display();
    if (!test.file().isEmpty()) {
      return file.equals(test.file()) || file.endsWith("/" + test.file());
    }
    String stem = file.replaceAll("\\.[^./]+$", "");
    return test.suites().stream().anyMatch(suite -> names(suite, stem, file));
  }

  private static boolean names(String suite, String stem, String file) {
    if (suite.equals(file) || suite.endsWith("/" + file)) {
      return true;
    }
    String asPath = suite.replace('.', '/');
    for (String name : List.of(asPath, parent(asPath))) {
      if (!name.isEmpty() && (stem.equals(name) || stem.endsWith("/" + name))) {
        return true;
      }
    }
    return false;
  }

  /** A class in a module of Python has both in its name. */
  private static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }
}
