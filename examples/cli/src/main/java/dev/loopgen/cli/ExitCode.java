package dev.loopgen.cli;

/** The exit codes of every command. */
final class ExitCode {

  /** Passed, accepted, intact. */
  static final int PASS = 0;

  /** Failed, refused, tampered with. */
  static final int REFUSED = 1;

  /** The job could not be done: bad input, no ledger, not a repository. */
  static final int ERROR = 2;

  /** No rule is known to be broken, and not everything could be decided. */
  static final int UNDECIDED = 3;

  private ExitCode() {}
}
