package dev.loopgen.core.internal.governance;

import dev.loopgen.api.gate.TrustTier;
import dev.loopgen.api.governance.Durations;
import dev.loopgen.api.governance.GroupedFigures;
import dev.loopgen.api.governance.RunFigures;
import dev.loopgen.api.governance.RunFigures.CommandTally;
import dev.loopgen.api.governance.RunFigures.PatternTally;
import dev.loopgen.api.governance.RunTally;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Adds runs up in the plainest way: one by one, by what the JSON of the entries says. */
final class PlainFigures {

  private final Map<String, AuditEntry> before = new HashMap<>();
  private RunFigures sum = RunFigures.NONE;

  static RunFigures of(List<AuditEntry> ledger) {
    PlainFigures figures = new PlainFigures();
    ledger.forEach(figures::add);
    return figures.sum;
  }

  private void add(AuditEntry entry) {
    String loop = GroupNames.shorten(entry.loopId().orElseThrow());
    boolean retried = isRetry(before.put(loop, entry), entry);
    Json.Obj json = entry.json();
    List<Json> commands = list(json.object("verification"), "commands");
    long millis = commands.stream().mapToLong(PlainFigures::millis).sum();
    Duration duration = Duration.ofMillis(millis);
    List<Json> violations = list(json.object("forbidden"), "violations");
    boolean violated =
        !json.object("forbidden").orElseThrow().bool("ok").orElseThrow() || !violations.isEmpty();
    RunTally tally =
        new RunTally(
            1,
            entry.passed() ? 1 : 0,
            violated ? 1 : 0,
            blocked(json),
            retried ? 1 : 0,
            Durations.of(duration));
    Optional<Instant> at = time(json);
    boolean attested =
        json.object("provenance").flatMap(p -> p.string("tier")).equals(Optional.of("attested"));
    sum =
        sum.merge(
            new RunFigures(
                tally,
                at.map(
                        time ->
                            one(
                                time.atOffset(ZoneOffset.UTC).toLocalDate().toString(),
                                tally,
                                RunTally.NONE))
                    .orElse(GroupedFigures.none(RunTally.NONE)),
                one(loop, tally, RunTally.NONE),
                one(
                    GroupNames.shorten(
                        json.object("actor").orElseThrow().string("user").orElse("unknown")),
                    tally,
                    RunTally.NONE),
                one(json.string("mode").orElseThrow(), tally, RunTally.NONE),
                new TreeMap<>(Map.of(attested ? TrustTier.UNVERIFIED : TrustTier.LOCAL, 1L)),
                commands.stream()
                    .map(command -> command((Json.Obj) command, at.orElse(null)))
                    .reduce(GroupedFigures.none(CommandTally.NONE), GroupedFigures::merge),
                patterns(violations, at.orElse(null)),
                PlainTestFigures.of(json, loop, at.orElse(null)),
                at.isPresent() ? 0 : 1,
                at.orElse(null),
                at.orElse(null),
                List.of(),
                List.of()));
  }

  private static boolean isRetry(@Nullable AuditEntry before, AuditEntry entry) {
    return before != null
        && !before.passed()
        && entry.passed()
        && tree(entry).isPresent()
        && tree(before).equals(tree(entry));
  }

  private static Optional<String> tree(AuditEntry entry) {
    Optional<String> judged =
        entry.json().object("judgement").flatMap(found -> found.string("judgedTree"));
    Optional<Json.Obj> subject =
        entry.json().object("provenance").flatMap(found -> found.object("subject"));
    boolean clean = subject.flatMap(found -> found.bool("treeClean")).orElse(false);
    return judged.isPresent() || !clean
        ? judged
        : subject.flatMap(found -> found.string("commitSha"));
  }

  private static Optional<Instant> time(Json.Obj json) {
    try {
      return json.string("timestamp")
          .map(Instant::parse)
          .filter(at -> at.toString().matches("[0-9]{4}-.*"));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static long blocked(Json.Obj json) {
    return list(json.object("driven"), "attempts").stream()
        .mapToLong(attempt -> list(Optional.of((Json.Obj) attempt), "blocked").size())
        .sum();
  }

  private static GroupedFigures<CommandTally> command(Json.Obj command, @Nullable Instant at) {
    boolean timedOut = command.bool("timedOut").orElse(false);
    boolean failed = timedOut || !command.find("exitCode").equals(Optional.of(Json.of(0)));
    return one(
        GroupNames.shorten(command.string("command").orElseThrow()),
        new CommandTally(
            1,
            failed ? 1 : 0,
            timedOut ? 1 : 0,
            Duration.ofMillis(millis(command)),
            failed ? at : null),
        CommandTally.NONE);
  }

  private static long millis(Json command) {
    Optional<Json> value = ((Json.Obj) command).find("durationMs");
    double number = value.isPresent() && value.get() instanceof Json.Num n ? n.value() : 0;
    return number > 0 && number < 1e15 ? (long) number : 0;
  }

  private static GroupedFigures<PatternTally> patterns(
      List<Json> violations, @Nullable Instant at) {
    Map<String, Long> paths = new HashMap<>();
    for (Json violation : violations) {
      String pattern =
          violation instanceof Json.Obj object
              ? GroupNames.shorten(object.string("pattern").orElse("unknown"))
              : "unknown";
      paths.merge(pattern, 1L, Long::sum);
    }
    TreeMap<String, PatternTally> all = new TreeMap<>();
    paths.forEach((pattern, count) -> all.put(pattern, new PatternTally(1, count, at)));
    return new GroupedFigures<>(all, PatternTally.NONE);
  }

  private static List<Json> list(Optional<Json.Obj> object, String name) {
    return object.flatMap(found -> found.array(name)).orElse(List.of());
  }

  static <T extends GroupedFigures.Mergeable<T>> GroupedFigures<T> one(
      String name, T figures, T none) {
    return new GroupedFigures<>(new TreeMap<>(Map.of(name, figures)), none);
  }
}
