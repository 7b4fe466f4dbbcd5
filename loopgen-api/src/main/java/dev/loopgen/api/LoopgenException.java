package dev.loopgen.api;

/**
 * The superclass of all exceptions that loopgen throws when it cannot do its job.
 *
 * <p>An ordinary outcome (a failing command, a forbidden change, a broken chain) is a value, never
 * an exception. The message of every subtype is one or more sentences for people: what went wrong,
 * with which input, and what to do about it. Messages may contain file names and values taken from
 * the repository; callers must escape control characters before printing them to a terminal.
 */
public abstract sealed class LoopgenException extends RuntimeException
    permits SpecException,
        RepositoryException,
        LedgerException,
        CommandException,
        IsolationException,
        AttestationException,
        ModelException,
        RunCancelledException {

  private static final long serialVersionUID = 1L;

  LoopgenException(String message) {
    super(message);
  }

  LoopgenException(String message, Throwable cause) {
    super(message, cause);
  }
}
