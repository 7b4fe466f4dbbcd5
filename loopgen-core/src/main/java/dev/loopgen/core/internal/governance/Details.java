package dev.loopgen.core.internal.governance;

import dev.loopgen.api.gate.TrustTier;
import dev.loopgen.api.governance.RunDetail;
import dev.loopgen.api.governance.RunDetail.Command;
import dev.loopgen.api.governance.RunDetail.Violation;
import dev.loopgen.api.json.InvalidJsonException;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.core.internal.ledger.JsonlAuditLedger;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads single runs in detail. */
final class Details {

  private static final int COMMANDS = 12;
  private static final int VIOLATIONS = 20;
  private static final int REASONS = 6;
  private static final int TEXT = 240;

  private Details() {}

  /**
   * Reads a run again.
   *
   * @return the run, or empty where another entry stands there now: the file was replaced since
   */
  static Optional<RunDetail> read(
      String label, JsonlAuditLedger ledger, Latest.Where where, Map<?, TrustTier> tiers)
      throws IOException {
    byte[] line = ledger.read(where.position(), where.length());
    try {
      AuditEntry entry = EntryReader.entry(line);
      return entry.computedHash().equals(where.hash().hex())
          ? Optional.of(detail(label, entry, where, tiers))
          : Optional.empty();
    } catch (InvalidJsonException replaced) {
      return Optional.empty();
    }
  }

  private static RunDetail detail(
      String label, AuditEntry entry, Latest.Where where, Map<?, TrustTier> tiers) {
    Json.Obj json = entry.json();
    List<Json> commands = EntryReader.commands(json).toList();
    List<Json> violations = EntryReader.list(json.object("forbidden"), "violations").toList();
    List<Json> reasons = EntryReader.list(json.object("judgement"), "failures").toList();
    long leftOut =
        Math.max(0, commands.size() - COMMANDS)
            + Math.max(0, violations.size() - VIOLATIONS)
            + Math.max(0, reasons.size() - REASONS);
    TrustTier verified = tiers.get(where.hash());
    return new RunDetail(
        label,
        where.hash(),
        start(entry.entryId().orElse(Run.UNKNOWN)),
        where.at(),
        EntryReader.name(entry.loopId()),
        EntryReader.actor(json),
        EntryReader.name(json.string("mode")),
        verified == null ? EntryReader.claimedTier(json) : verified,
        entry.passed(),
        Duration.ofMillis(
            commands.stream()
                .mapToLong(command -> EntryReader.millis(EntryReader.object(command)))
                .sum()),
        commands.stream().limit(COMMANDS).map(Details::command).toList(),
        violations.stream().limit(VIOLATIONS).map(Details::violation).toList(),
        reasons.stream().limit(REASONS).flatMap(Details::text).toList(),
        leftOut,
        json.object("git").flatMap(git -> git.string("shaAfter")).map(Details::start).orElse(null),
        json.object("provenance")
            .flatMap(provenance -> provenance.object("ci"))
            .flatMap(ci -> ci.string("runUri"))
            .map(Details::start)
            .orElse(null));
  }

  private static Command command(Json json) {
    Optional<Json.Obj> command = EntryReader.object(json);
    return new Command(
        start(command.flatMap(found -> found.string("command")).orElse(Run.UNKNOWN)),
        outcome(command),
        EntryReader.isPassed(command),
        Duration.ofMillis(EntryReader.millis(command)));
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
        start(EntryReader.object(json).flatMap(found -> found.string("file")).orElse(Run.UNKNOWN)),
        EntryReader.pattern(json));
  }

  private static Stream<String> text(Json reason) {
    return reason instanceof Json.Text text ? Stream.of(start(text.value())) : Stream.empty();
  }

  /** Returns the start of a text that is too long, never half a character. */
  private static String start(String text) {
    return text.codePointCount(0, text.length()) <= TEXT
        ? text
        : text.substring(0, text.offsetByCodePoints(0, TEXT)) + "…";
  }
}
