package dev.loopgen.core.internal.governance;

import dev.loopgen.api.gate.TrustTier;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.core.internal.governance.CountedTests.Concern;
import dev.loopgen.core.internal.ledger.entry.EntryRules;
import dev.loopgen.core.internal.tests.evidence.TestRecord;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the countable facts about a run from a parsed entry. */
final class EntryRunReader {

  private static final String ATTESTED = "attested";

  /** The years with four digits. Dates outside are ignored. */
  private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");

  private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

  /**
   * Larger counts and durations (34 years) are nobody's, and thousands of them would overflow sums.
   */
  private static final double MAX_WHOLE = 1L << 40;

  private EntryRunReader() {}

  /** Reads a line. */
  static AuditEntry entry(byte[] line) {
    return EntryRules.read(line);
  }

  static void read(AuditEntry entry, CountedRun run) {
    Json.Obj json = entry.json();
    run.clear();
    time(entry).ifPresent(run::at);
    run.loop = name(entry.loopId());
    run.actor = actor(json);
    run.mode = name(json.string("mode"));
    run.tier = claimedTier(json);
    run.passed = entry.passed();
    tree(json).ifPresent(run::tree);
    commands(json).forEach(command -> add(command, run));
    run.violated = isViolated(json);
    list(json.object("forbidden"), "violations")
        .forEach(violation -> run.addPattern(pattern(violation)));
    run.blocked =
        list(json.object("driven"), "attempts")
            .mapToLong(attempt -> list(object(attempt), "blocked").count())
            .sum();
    TestRecord.find(json).ifPresent(tests -> tests(tests, run.tests));
  }

  private static void tests(Json.Obj json, CountedTests tests) {
    tests.present = true;
    tests.executed = count(json, "executed");
    tests.skipped = count(json, "skipped");
    for (Concern concern : Concern.LISTED) {
      Optional<Json.Obj> found = json.object(concern.member());
      found.ifPresent(some -> tests.count(concern, count(some, "count")));
      list(found, "ids").forEach(id -> name(id, concern, tests));
    }
    list(Optional.of(json), Concern.SLOW.member())
        .flatMap(slow -> object(slow).stream())
        .forEach(
            slow ->
                slow.string("test")
                    .map(GroupNames::shorten)
                    .ifPresent(test -> tests.name(test, Concern.SLOW, count(slow, "ms"))));
  }

  static void name(Json id, Concern concern, CountedTests tests) {
    if (id instanceof Json.Text text) {
      tests.name(GroupNames.shorten(text.value()), concern, 0);
    }
  }

  static long count(Json.Obj object, String name) {
    return whole(object.find(name));
  }

  static Optional<Instant> time(AuditEntry entry) {
    return entry.json().string("timestamp").flatMap(EntryRunReader::instant);
  }

  static Optional<Instant> instant(String text) {
    try {
      return Optional.of(Instant.parse(text)).filter(EntryRunReader::isInOurCalendar);
    } catch (DateTimeException notADate) {
      return Optional.empty();
    }
  }

  private static boolean isInOurCalendar(Instant instant) {
    return !instant.isBefore(FIRST) && instant.isBefore(END);
  }

  static String name(Optional<String> text) {
    return text.map(GroupNames::shorten).orElse(CountedRun.UNKNOWN);
  }

  static String actor(Json.Obj json) {
    return name(json.object("actor").flatMap(actor -> actor.string("user")));
  }

  static TrustTier claimedTier(Json.Obj json) {
    return json.object("provenance")
            .flatMap(provenance -> provenance.string("tier"))
            .filter(ATTESTED::equals)
            .isPresent()
        ? TrustTier.UNVERIFIED
        : TrustTier.LOCAL;
  }

  private static Optional<String> tree(Json.Obj json) {
    Optional<Json.Obj> subject =
        json.object("provenance").flatMap(provenance -> provenance.object("subject"));
    return json.object("judgement")
        .flatMap(judgement -> judgement.string("judgedTree"))
        .or(
            () ->
                subject
                    .filter(known -> known.bool("treeClean").orElse(false))
                    .flatMap(known -> known.string("commitSha")));
  }

  private static boolean isViolated(Json.Obj json) {
    Optional<Json.Obj> forbidden = json.object("forbidden");
    return !forbidden.flatMap(found -> found.bool("ok")).orElse(false)
        || list(forbidden, "violations").findAny().isPresent();
  }

  static String pattern(Json violation) {
    return name(object(violation).flatMap(found -> found.string("pattern")));
  }

  static Stream<Json> commands(Json.Obj json) {
    return list(json.object("verification"), "commands");
  }

  private static void add(Json json, CountedRun run) {
    Optional<Json.Obj> command = object(json);
    CountedRun.Command added = run.addCommand();
    added.command = name(command.flatMap(found -> found.string("command")));
    added.timedOut = command.flatMap(found -> found.bool("timedOut")).orElse(false);
    added.failed = !isPassed(command);
    added.millis = millis(command);
    run.millis += added.millis;
  }

  static boolean isPassed(Optional<Json.Obj> command) {
    return command
        .filter(found -> !found.bool("timedOut").orElse(true))
        .flatMap(found -> found.find("exitCode"))
        .filter(Json.of(0)::equals)
        .isPresent();
  }

  static long millis(Optional<Json.Obj> command) {
    return whole(command.flatMap(found -> found.find("durationMs")));
  }

  private static long whole(Optional<Json> value) {
    return value
        .map(found -> found instanceof Json.Num number ? whole(number.value()) : 0)
        .orElse(0L);
  }

  /** Reads a count or a duration without its fraction; an invalid one is ignored. */
  static long whole(double number) {
    return number >= 0 && number < MAX_WHOLE ? (long) number : 0;
  }

  static Stream<Json> list(Optional<Json.Obj> object, String name) {
    return object.flatMap(found -> found.array(name)).stream().flatMap(List::stream);
  }

  /** Returns the elements of a list in the entry. */
  static List<Json> elements(byte[] list) {
    return ((Json.Array) Json.parse(list)).elements();
  }

  static Optional<Json.Obj> object(Json value) {
    return value instanceof Json.Obj object ? Optional.of(object) : Optional.empty();
  }
}
