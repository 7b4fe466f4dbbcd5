package dev.loopgen.api;

/**
 * The root of everything loopgen throws when it could not do its job.
 *
 * <p>An ordinary outcome (a failing command, a forbidden change, a broken chain) is a value, never
 * an exception. The message of every subtype is one or more sentences for a person: what went
 * wrong, with which input, and what to do about it. Messages may contain file names and values
 * taken from the repository; a caller that prints them to a terminal escapes control characters
 * first.
 */
public abstract sealed class LoopgenException extends RuntimeException
    permits SpecException,
        RepositoryException,
        LedgerException,
        CommandException,
        AttestationException,
        RunCancelledException {

  private static final long serialVersionUID = 1L;

  LoopgenException(String message) {
    super(message);
  }

  LoopgenException(String message, Throwable cause) {
    super(message, cause);
  }
}
