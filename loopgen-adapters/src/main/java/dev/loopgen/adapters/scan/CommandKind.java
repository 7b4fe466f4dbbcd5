package dev.loopgen.adapters.scan;

/** What a command of a project is for. */
public enum CommandKind {
  /** Fetches what the project depends on. */
  INSTALL,
  /** Runs the tests. */
  TEST,
  /** Looks for mistakes without running the project. */
  LINT,
  /** Compiles or packages. */
  BUILD,
  /** Formats the sources. */
  FORMAT;

  /**
   * Returns the kind's name in files and machine output.
   *
   * @return a lower-case word
   */
  public String id() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
