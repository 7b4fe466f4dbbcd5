package dev.loopgen.api.governance;

/**
 * A column of the table of runs, in the order of the constants. Names, kinds and meanings stay as
 * they are in all versions; new columns are added at the end.
 *
 * <p>What an entry states of itself is a claim, in an intact ledger too.
 */
public enum RunColumn {
  /** The label of the ledger: its project, or its file. */
  SOURCE("source", Kind.TEXT),
  /** The path of the ledger. */
  LEDGER("ledger", Kind.TEXT),
  /** The number of the entry in its ledger, from 0, lines that are no entries not counted. */
  ENTRY_INDEX("entry_index", Kind.COUNT),
  /** The hash that the entry carries; computed from its content only if {@link #TRUSTED}. */
  ENTRY_HASH("entry_hash", Kind.TEXT),
  /** The id of the entry. */
  ENTRY_ID("entry_id", Kind.TEXT),
  /** The {@linkplain dev.loopgen.api.ledger.ChainStatus#id() status} of the whole ledger. */
  CHAIN("chain", Kind.TEXT),
  /** Whether the ledger is intact. Otherwise the whole row is a claim that nothing supports. */
  TRUSTED("trusted", Kind.FLAG),
  /** Whether an earlier row is the same entry, or the ledger is the file of an earlier one. */
  DUPLICATE("duplicate", Kind.FLAG),
  /** When the run started; missing if that is no instant of the years 0000 to 9999. */
  STARTED_AT("started_at", Kind.INSTANT),
  /** The project that the entry names. */
  PROJECT("project", Kind.TEXT),
  /** The loop, or {@code unknown}. */
  LOOP("loop", Kind.TEXT),
  /** The mode, or {@code unknown}. */
  MODE("mode", Kind.TEXT),
  /** Who ran it, or {@code unknown}. */
  ACTOR("actor", Kind.TEXT),
  /** Whether it passed without contradicting itself. */
  PASSED("passed", Kind.FLAG),
  /** The {@linkplain dev.loopgen.api.gate.TrustTier#id() trust tier}, as verified. */
  TIER("tier", Kind.TEXT),
  /** The attempts of a model, or 1. */
  ITERATIONS("iterations", Kind.COUNT),
  /** The number of commands. */
  COMMANDS("commands", Kind.COUNT),
  /** The number of commands that did not exit with 0 in time. */
  COMMANDS_FAILED("commands_failed", Kind.COUNT),
  /** The number of commands whose time was up. */
  COMMANDS_TIMED_OUT("commands_timed_out", Kind.COUNT),
  /** The time of all commands in milliseconds. */
  DURATION_MS("duration_ms", Kind.COUNT),
  /** Whether a forbidden path was touched, or the entry does not say that none was. */
  FORBIDDEN("forbidden", Kind.FLAG),
  /** The number of forbidden paths that it lists as touched. */
  FORBIDDEN_PATHS("forbidden_paths", Kind.COUNT),
  /** The number of actions of a model that were stopped before they took effect. */
  BLOCKED_ATTEMPTS("blocked_attempts", Kind.COUNT),
  /** The number of paths that differ from the base, or else that it lists as changed. */
  CHANGED_FILES("changed_files", Kind.COUNT),
  /** The number of executed tests; this and the next are missing without evidence about tests. */
  TESTS_EXECUTED("tests_executed", Kind.COUNT),
  /** The number of tests that failed. */
  TESTS_FAILED("tests_failed", Kind.COUNT),
  /** The number of tests that were skipped. */
  TESTS_SKIPPED("tests_skipped", Kind.COUNT),
  /** The number of tests that the base executes and the change does not have. */
  TESTS_LOST("tests_lost", Kind.COUNT),
  /** The number of tests that the base executes and the change skips. */
  TESTS_NEWLY_SKIPPED("tests_newly_skipped", Kind.COUNT),
  /** The number of tests that ended in more than one way. */
  TESTS_FLAKY("tests_flaky", Kind.COUNT),
  /** The number of tests that a runner repeated until they passed. */
  TESTS_REPEATED("tests_repeated", Kind.COUNT),
  /** The base commit. */
  BASE_COMMIT("base_commit", Kind.TEXT),
  /** The git tree that was judged. */
  JUDGED_TREE("judged_tree", Kind.TEXT),
  /** The commit of HEAD after the commands. */
  COMMIT_SHA("commit_sha", Kind.TEXT),
  /** The branch of HEAD. */
  BRANCH("branch", Kind.TEXT),
  /** The URI of the CI run. */
  CI_RUN("ci_run", Kind.TEXT);

  private final String id;
  private final Kind kind;

  RunColumn(String id, Kind kind) {
    this.id = id;
    this.kind = kind;
  }

  /** The type of the values of a column. */
  public enum Kind {
    /** A {@link String}. */
    TEXT(String.class),
    /** A {@link Boolean}. */
    FLAG(Boolean.class),
    /** A {@link Long}, never negative. */
    COUNT(Long.class),
    /** A {@link java.time.Instant}. */
    INSTANT(java.time.Instant.class);

    private final Class<?> type;

    Kind(Class<?> type) {
      this.type = type;
    }

    /**
     * Returns the type of the values.
     *
     * @return the class
     */
    public Class<?> type() {
      return type;
    }
  }

  /**
   * Returns the name of the column in tables.
   *
   * @return lower case, words joined by underscores
   */
  public String id() {
    return id;
  }

  /**
   * Returns the type of the values.
   *
   * @return the kind
   */
  public Kind kind() {
    return kind;
  }
}
