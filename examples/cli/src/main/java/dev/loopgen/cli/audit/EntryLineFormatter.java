package dev.loopgen.cli.audit;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.internal.text.Plural;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.cli.support.Colours;
import dev.loopgen.cli.support.Console;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Formats each entry as one line. Remembers all dates, to mark an entry dated before its parent.
 */
final class EntryLineFormatter {

  private static final int SHORT_HASH = 12;
  private static final int SHORT_ID = 8;
  private static final int SHORT_NAME = 40;
  private static final int SHORT_REASON = 100;

  /** The place of the verdict among the cells. */
  private static final int VERDICT = 2;

  private final Map<Sha256, Instant> times = new HashMap<>();
  private final Colours colours;

  EntryLineFormatter(Colours colours) {
    this.colours = colours;
  }

  /** Returns the cells of the next entry in the ledger's order, safe to print. */
  List<String> next(AuditEntry entry) {
    List<String> parts = new ArrayList<>();
    parts.add(start(entry.hash().orElse("?"), SHORT_HASH));
    parts.add(
        entry
            .timestamp()
            .map(time -> time.truncatedTo(ChronoUnit.SECONDS).toString())
            .orElse("undated"));
    parts.add(entry.passed() ? "PASS" : "FAIL");
    parts.add(start(entry.loopId().orElse("?"), SHORT_NAME));
    parts.add(start(entry.json().string("mode").orElse("?"), SHORT_NAME));
    parts.add(start(actor(entry.json()), SHORT_NAME));
    parts.add(start(entry.entryId().orElse("?"), SHORT_ID));
    List<String> rest = new ArrayList<>();
    rest.add(changes(entry.json()));
    if (entry.parents().size() > 1) {
      rest.add("joins " + entry.parents().size());
    }
    if (isDatedBeforeItsParent(entry)) {
      rest.add("dated before its parent");
    }
    if (!entry.passed()) {
      failure(entry.json()).ifPresent(reason -> rest.add(start(reason, SHORT_REASON)));
    }
    parts.add(String.join("  ", rest));
    parts.replaceAll(Console::sentence);
    parts.set(VERDICT, colours.verdict(entry.passed(), parts.get(VERDICT)));
    return parts;
  }

  private boolean isDatedBeforeItsParent(AuditEntry entry) {
    Optional<Instant> time = entry.timestamp();
    time.ifPresent(
        at -> entry.hash().flatMap(Sha256::parse).ifPresent(hash -> times.put(hash, at)));
    return time.isPresent()
        && entry.parents().stream()
            .map(times::get)
            .anyMatch(parent -> parent != null && time.get().isBefore(parent));
  }

  private static String actor(Json.Obj entry) {
    Optional<Json.Obj> actor = entry.object("actor");
    return Stream.of("user", "host")
        .flatMap(name -> actor.flatMap(known -> known.string(name)).stream())
        .reduce((user, host) -> user + "@" + host)
        .orElse("somebody");
  }

  private static String changes(Json.Obj entry) {
    long count =
        entry
            .object("judgement")
            .flatMap(judgement -> judgement.find("changes"))
            .flatMap(
                changes ->
                    changes instanceof Json.Num n
                        ? Optional.of((long) n.value())
                        : Optional.empty())
            .orElseGet(() -> listed(entry));
    return Plural.of(count, "file");
  }

  private static long listed(Json.Obj entry) {
    return Stream.of("tracked", "untracked")
        .flatMap(kind -> entry.object("changedFiles").flatMap(files -> files.array(kind)).stream())
        .mapToLong(List::size)
        .sum();
  }

  /** Returns the first reason of a refusal and the number of further ones. */
  private static Optional<String> failure(Json.Obj entry) {
    List<String> reasons =
        entry.object("judgement").flatMap(judgement -> judgement.array("failures")).stream()
            .flatMap(List::stream)
            .flatMap(EntryLineFormatter::text)
            .toList();
    if (reasons.isEmpty()) {
      reasons = Stream.concat(violations(entry), failedCommands(entry)).toList();
    }
    String more = reasons.size() > 1 ? " (+" + (reasons.size() - 1) + ")" : "";
    return reasons.stream()
        .findFirst()
        .map(reason -> start(reason, SHORT_REASON - more.length()) + more);
  }

  private static Stream<String> text(Json value) {
    return value instanceof Json.Text text ? Stream.of(text.value()) : Stream.empty();
  }

  private static Stream<String> violations(Json.Obj entry) {
    return objects(entry, "forbidden", "violations")
        .flatMap(violation -> violation.string("file").stream())
        .map(file -> "forbidden: " + file);
  }

  private static Stream<String> failedCommands(Json.Obj entry) {
    return objects(entry, "verification", "commands")
        .filter(command -> command.find("exitCode").filter(Json.of(0)::equals).isEmpty())
        .flatMap(command -> command.string("command").stream())
        .map(command -> "failed: " + command);
  }

  private static Stream<Json.Obj> objects(Json.Obj entry, String object, String list) {
    return entry.object(object).flatMap(found -> found.array(list)).stream()
        .flatMap(List::stream)
        .flatMap(element -> element instanceof Json.Obj found ? Stream.of(found) : Stream.empty());
  }

  /** Shortens a text that is too long for a line, never splitting a character. */
  private static String start(String text, int length) {
    if (text.codePointCount(0, text.length()) <= length) {
      return text;
    }
    String begun = text.substring(0, text.offsetByCodePoints(0, length));
    return length <= SHORT_HASH ? begun : begun + "…";
  }
}
