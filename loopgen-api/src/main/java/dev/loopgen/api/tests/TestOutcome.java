package dev.loopgen.api.tests;

/** How a test ended. */
public enum TestOutcome {
  /** It was executed and passed, at the last try if the runner repeats tests. */
  PASSED("passed"),
  /** It was executed and failed, or could not be set up or loaded. */
  FAILED("failed"),
  /** It was not executed, or its failure does not count to the runner. */
  SKIPPED("skipped");

  private final String id;

  TestOutcome(String id) {
    this.id = id;
  }

  /**
   * Returns the stable name in files and machine output.
   *
   * @return a name in kebab-case, listed in docs/ids.md
   */
  public String id() {
    return id;
  }

  /**
   * Tells whether the test was executed.
   *
   * @return false for a skipped one
   */
  public boolean executed() {
    return this != SKIPPED;
  }
}
