package dev.loopgen.core.internal.governance;

import dev.loopgen.api.LedgerException;
import dev.loopgen.api.gate.TrustTier;
import dev.loopgen.api.governance.RunDetail;
import dev.loopgen.api.governance.RunDetail.Command;
import dev.loopgen.api.governance.RunDetail.Violation;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.core.internal.ledger.LedgerReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads the details of single runs. */
final class RunDetailReader {

  private static final int COMMANDS = 12;
  private static final int VIOLATIONS = 20;
  private static final int REASONS = 6;
  private static final int TEXT = 240;

  private RunDetailReader() {}

  /**
   * Reads a run again.
   *
   * @return the run, or empty if another entry is at its position because the ledger was replaced
   */
  static Optional<RunDetail> read(
      String label,
      Function<LedgerReader.Place, AuditEntry> ledger,
      RecentRuns.RunLocation where,
      Map<?, TrustTier> tiers) {
    try {
      AuditEntry entry = ledger.apply(new LedgerReader.Place(where.position(), where.length()));
      return entry.computedHash().equals(where.hash().hex())
          ? Optional.of(detail(label, entry, where, tiers))
          : Optional.empty();
    } catch (LedgerException replacedOrGone) {
      return Optional.empty();
    }
  }

  private static RunDetail detail(
      String label, AuditEntry entry, RecentRuns.RunLocation where, Map<?, TrustTier> tiers) {
    Json.Obj json = entry.json();
    List<Json> commands = EntryRunReader.commands(json).toList();
    List<Json> violations = EntryRunReader.list(json.object("forbidden"), "violations").toList();
    List<Json> reasons = EntryRunReader.list(json.object("judgement"), "failures").toList();
    long leftOut =
        Math.max(0, commands.size() - COMMANDS)
            + Math.max(0, violations.size() - VIOLATIONS)
            + Math.max(0, reasons.size() - REASONS);
    TrustTier verified = tiers.get(where.hash());
    return new RunDetail(
        label,
        where.hash(),
        start(entry.entryId().orElse(CountedRun.UNKNOWN)),
        where.at(),
        EntryRunReader.name(entry.loopId()),
        EntryRunReader.actor(json),
        EntryRunReader.name(json.string("mode")),
        verified == null ? EntryRunReader.claimedTier(json) : verified,
        entry.passed(),
        Duration.ofMillis(
            commands.stream()
                .mapToLong(command -> EntryRunReader.millis(EntryRunReader.object(command)))
                .sum()),
        commands.stream().limit(COMMANDS).map(RunDetailReader::command).toList(),
        violations.stream().limit(VIOLATIONS).map(RunDetailReader::violation).toList(),
        reasons.stream().limit(REASONS).flatMap(RunDetailReader::text).toList(),
        leftOut,
        json.object("git")
            .flatMap(git -> git.string("shaAfter"))
            .map(RunDetailReader::start)
            .orElse(null),
        json.object("provenance")
            .flatMap(provenance -> provenance.object("ci"))
            .flatMap(ci -> ci.string("runUri"))
            .map(RunDetailReader::start)
            .orElse(null));
  }

  private static Command command(Json json) {
    Optional<Json.Obj> command = EntryRunReader.object(json);
    return new Command(
        start(command.flatMap(found -> found.string("command")).orElse(CountedRun.UNKNOWN)),
        outcome(command),
        EntryRunReader.isPassed(command),
        Duration.ofMillis(EntryRunReader.millis(command)));
  }

  private static String outcome(Optional<Json.Obj> command) {
    if (command.flatMap(found -> found.bool("timedOut")).orElse(false)) {
      return "timed out";
    }
    return command
        .flatMap(found -> found.find("exitCode"))
        .filter(Json.Num.class::isInstance)
        .map(code -> "exit " + code.canonical())
        .orElse("not run");
  }

  private static Violation violation(Json json) {
    return new Violation(
        start(
            EntryRunReader.object(json)
                .flatMap(found -> found.string("file"))
                .orElse(CountedRun.UNKNOWN)),
        EntryRunReader.pattern(json));
  }

  private static Stream<String> text(Json reason) {
    return reason instanceof Json.Text text ? Stream.of(start(text.value())) : Stream.empty();
  }

  /** Truncates a text that is too long, never within a character. */
  private static String start(String text) {
    return text.codePointCount(0, text.length()) <= TEXT
        ? text
        : text.substring(0, text.offsetByCodePoints(0, TEXT)) + "…";
  }
}
