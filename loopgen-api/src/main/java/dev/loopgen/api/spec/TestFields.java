package dev.loopgen.api.spec;

import dev.loopgen.api.SpecException;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.spec.TestRules.LineRule;
import dev.loopgen.api.spec.TestRules.Red;
import dev.loopgen.api.spec.TestRules.Replay;
import dev.loopgen.api.tree.PathPattern;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The validated members of {@code verification.tests}. */
record TestFields(
    List<PathPattern> files,
    List<PathPattern> reports,
    int minimum,
    Replay replay,
    Red red,
    int attempts,
    @Nullable String hidden,
    @Nullable LineRule coverage,
    @Nullable LineRule mutation) {

  private static final String KEY = "verification.tests";
  private static final int MAX_MINIMUM = 10_000_000;
  private static final int MAX_ATTEMPTS = 10;

  private static final Set<String> MEMBERS =
      new TreeSet<>(
          Set.of(
              "files",
              "reports",
              "minimum",
              "replay",
              "red",
              "attempts",
              "hidden",
              "coverage",
              "mutation"));

  private static final Set<String> LINE_MEMBERS = new TreeSet<>(Set.of("reports", "changedLines"));

  /** A relative path without empty segments and without {@code .} and {@code ..}. */
  private static final Pattern DIRECTORY =
      Pattern.compile(
          "(?!\\.{1,2}(/|$))[^/\\\\\\p{Cntrl}]+(/(?!\\.{1,2}(/|$))[^/\\\\\\p{Cntrl}]+)*/?");

  static TestFields of(Json.Obj tests) {
    requireKnown(tests, KEY, MEMBERS);
    List<PathPattern> files = LoopFields.patterns(tests, KEY + ".files");
    List<PathPattern> reports = LoopFields.patterns(tests, KEY + ".reports");
    if (files.isEmpty() && reports.isEmpty()) {
      throw new SpecException(KEY, "names neither files nor reports; give at least one of them");
    }
    requireReports(tests, reports);
    Replay replay = choice(tests, "replay", Replay.values(), Replay::id, Replay.OFF);
    if (replay == Replay.BASE && files.isEmpty()) {
      throw new SpecException(KEY + ".replay", "needs the test files; list them under files");
    }
    return new TestFields(
        files,
        reports,
        number(tests, KEY + ".minimum", 0, MAX_MINIMUM).orElse(reports.isEmpty() ? 0 : 1),
        replay,
        choice(tests, "red", Red.values(), Red::id, reports.isEmpty() ? Red.OFF : Red.RECORD),
        number(tests, KEY + ".attempts", 1, MAX_ATTEMPTS).orElse(1),
        hidden(tests),
        lineRule(tests, "coverage"),
        lineRule(tests, "mutation"));
  }

  /** Refuses members that nothing could be counted for. */
  private static void requireReports(Json.Obj tests, List<PathPattern> reports) {
    if (!reports.isEmpty()) {
      return;
    }
    for (String name : List.of("minimum", "red")) {
      Optional<Json> found = LoopFields.present(tests, name);
      if (found.isPresent() && !found.get().equals(Json.of(Red.OFF.id()))) {
        throw new SpecException(
            KEY + "." + name, "needs the reports of the runner; list them under reports");
      }
    }
  }

  private static void requireKnown(Json.Obj object, String key, Set<String> members) {
    for (String name : object.members().keySet()) {
      if (!members.contains(name)) {
        throw new SpecException(
            key + "." + name, "is not known; " + key + " has " + String.join(", ", members));
      }
    }
  }

  private static <T> T choice(
      Json.Obj tests, String name, T[] values, Function<T, String> id, T absent) {
    Optional<Json> found = LoopFields.present(tests, name);
    if (found.isEmpty()) {
      return absent;
    }
    return Stream.of(values)
        .filter(value -> found.get().equals(Json.of(id.apply(value))))
        .findFirst()
        .orElseThrow(
            () ->
                new SpecException(
                    KEY + "." + name,
                    "must be " + String.join(" or ", Stream.of(values).map(id).toList())));
  }

  private static Optional<Integer> number(Json.Obj object, String key, int least, int most) {
    Optional<Json> found = LoopFields.present(object, key.substring(key.lastIndexOf('.') + 1));
    if (found.isEmpty()) {
      return Optional.empty();
    }
    double value = found.get() instanceof Json.Num number ? number.value() : Double.NaN;
    if (!(value >= least && value <= most && value == Math.rint(value))) {
      throw new SpecException(key, "must be a whole number, " + least + " to " + most);
    }
    return Optional.of((int) value);
  }

  private static @Nullable String hidden(Json.Obj tests) {
    Optional<Json> found = LoopFields.present(tests, "hidden");
    if (found.isEmpty()) {
      return null;
    }
    if (!(found.get() instanceof Json.Text text) || !DIRECTORY.matcher(text.value()).matches()) {
      throw new SpecException(KEY + ".hidden", "must be a directory below the project");
    }
    return text.value().endsWith("/") ? text.value() : text.value() + "/";
  }

  private static @Nullable LineRule lineRule(Json.Obj tests, String name) {
    String key = KEY + "." + name;
    Optional<Json> found = LoopFields.present(tests, name);
    if (found.isEmpty()) {
      return null;
    }
    if (!(found.get() instanceof Json.Obj rule)) {
      throw new SpecException(key, "must be a mapping with reports and changedLines");
    }
    requireKnown(rule, key, LINE_MEMBERS);
    List<PathPattern> reports = LoopFields.patterns(rule, key + ".reports");
    if (reports.isEmpty()) {
      throw new SpecException(key + ".reports", "is missing; name the reports");
    }
    int percent =
        number(rule, key + ".changedLines", 0, 100)
            .orElseThrow(
                () -> new SpecException(key + ".changedLines", "is missing; give a percentage"));
    return new LineRule(reports, percent);
  }
}
