package dev.loopgen.cli.audit;

import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.cli.support.InstantConverter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that select the entries to list. */
final class LogFilter {

  @Option(names = "--loop", paramLabel = "LOOP", description = "Only entries of this loop.")
  private @Nullable String loop;

  @Option(names = "--passed", description = "Only entries that passed.")
  private boolean passed;

  @Option(names = "--failed", description = "Only entries that failed.")
  private boolean failed;

  @Option(
      names = "--since",
      paramLabel = "INSTANT",
      converter = InstantConverter.class,
      description = "Only entries dated from this instant on.")
  private @Nullable Instant since;

  void requireConsistent(CommandLine command) {
    if (passed && failed) {
      throw new ParameterException(command, "--passed and --failed exclude each other");
    }
  }

  /**
   * Tells whether to list an entry. A date filter never hides an entry whose date cannot be read.
   */
  boolean accepts(AuditEntry entry) {
    boolean pass = entry.passed();
    return (loop == null || entry.loopId().filter(loop::equals).isPresent())
        && !(passed && !pass)
        && !(failed && pass)
        && (since == null || entry.timestamp().filter(this::isTooEarly).isEmpty());
  }

  private boolean isTooEarly(Instant time) {
    return since != null && time.isBefore(since);
  }
}
