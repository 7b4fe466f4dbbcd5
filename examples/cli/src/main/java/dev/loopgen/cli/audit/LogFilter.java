package dev.loopgen.cli.audit;

import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.cli.support.InstantConverter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that say which entries are listed. */
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
      description = "Only entries that are dated from this instant on.")
  private @Nullable Instant since;

  void requireConsistent(CommandLine command) {
    if (passed && failed) {
      throw new ParameterException(command, "--passed and --failed leave nothing to list");
    }
  }

  /** Tells whether to list an entry; one whose date cannot be read is never hidden by a date. */
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
