package dev.loopgen.cli.support;

/** The exit codes of every command. */
public final class ExitCode {

  /** Passed, accepted, intact. */
  public static final int PASS = 0;

  /** Failed, refused, tampered with. */
  public static final int REFUSED = 1;

  /** The job could not be done: bad input, no ledger, not a repository. */
  public static final int ERROR = 2;

  /** No rule is known to be broken, but not everything could be decided. */
  public static final int UNDECIDED = 3;

  private ExitCode() {}
}
