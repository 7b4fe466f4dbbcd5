package dev.loopgen.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.governance.Durations;
import dev.loopgen.api.governance.GovernanceSummary;
import dev.loopgen.api.governance.GroupedFigures;
import dev.loopgen.api.governance.RunFigures;
import dev.loopgen.api.json.Json;
import dev.loopgen.core.Loopgen;
import dev.loopgen.report.fixture.SampleLedgerSummaries;
import dev.loopgen.report.fixture.SampleOrganisation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds {@code docs/governance.md} to the members and bounds that there are. */
@Tag("slow")
final class GovernanceDocumentTest {

  private static final Path DOCUMENT = Path.of("..", "..", "docs", "governance.md");
  private static final Pattern NAME = Pattern.compile("`([a-zA-Z.*\\[\\]0-9]+)`");

  /** Members whose own members are named by data. */
  private static final Set<String> BY_NAME =
      Set.of(
          "byLoop",
          "byActor",
          "byDay",
          "byMode",
          "byTier",
          "commands",
          "forbiddenPatterns",
          "durations.atMostMs",
          "tests.byDay",
          "tests.byLoop",
          "tests.cases");

  private static final Set<String> WHOLE = Set.of("untrusted", "leftOut", "sources[].byTier");

  @TempDir private Path directory;

  private Json.Obj json() throws Exception {
    SampleOrganisation.write(directory, 3, 500);
    Path ledger = directory.resolve("checkout-web/.loopgen/audit.jsonl");
    SampleLedgerSummaries.edit(ledger);
    GovernanceSummary summary =
        Loopgen.governance().path(directory).path(directory).build().summarise();
    return GovernanceReport.json(summary);
  }

  private static void collect(String prefix, Json.Obj object, Set<String> names) {
    object
        .members()
        .forEach(
            (name, value) -> {
              String whole = prefix + name;
              if (WHOLE.contains(whole)) {
                names.add(whole);
              } else if (BY_NAME.contains(whole)) {
                ((Json.Obj) value).members().values().forEach(v -> add(whole + ".*", v, names));
              } else {
                add(whole, value, names);
              }
            });
  }

  private static void add(String name, Json value, Set<String> names) {
    if (value instanceof Json.Obj object && !isGroup(name)) {
      collect(name + ".", object, names);
    } else if (value instanceof Json.Array all && name.equals("sources")) {
      all.elements().forEach(element -> collect("sources[].", (Json.Obj) element, names));
    } else {
      names.add(name);
    }
  }

  private static boolean isGroup(String name) {
    return List.of("byLoop.*", "byActor.*", "byDay.*", "tests.byDay.*", "tests.byLoop.*")
        .contains(name);
  }

  private static Set<String> documented(String heading) throws Exception {
    Set<String> names = new TreeSet<>();
    Files.readAllLines(DOCUMENT).stream()
        .dropWhile(line -> !line.startsWith(heading))
        .skip(2)
        .takeWhile(line -> line.startsWith("|"))
        .map(line -> line.substring(0, line.indexOf(" | ")))
        .flatMap(cell -> NAME.matcher(cell).results())
        .forEach(found -> names.add(found.group(1)));
    return names;
  }

  @Test
  void members_areExactlyTheOnesDocumented() throws Exception {
    Set<String> names = new TreeSet<>(Set.of("leftOut"));
    collect("", json(), names);

    assertThat(names).isEqualTo(documented("| Member | Type"));
  }

  @Test
  void membersOfAGroup_areExactlyTheOnesDocumented() throws Exception {
    Json.Obj loops = json().object("byLoop").orElseThrow();

    assertThat(loops.members().values())
        .allSatisfy(
            loop ->
                assertThat(((Json.Obj) loop).members().keySet())
                    .containsExactlyInAnyOrderElementsOf(documented("| Member of a group |")));
  }

  @Test
  void membersOfAGroupOfTests_areExactlyTheOnesDocumented() throws Exception {
    Json.Obj loops = json().object("tests").flatMap(tests -> tests.object("byLoop")).orElseThrow();

    assertThat(loops.members().values())
        .isNotEmpty()
        .allSatisfy(
            loop ->
                assertThat(((Json.Obj) loop).members().keySet())
                    .containsExactlyInAnyOrderElementsOf(
                        documented("| Member of a group of tests")));
  }

  @Test
  void bounds_areTheOnesDocumented() throws Exception {
    assertThat(Files.readString(DOCUMENT))
        .contains(
            "At most " + GroupedFigures.MAX + " names",
            "more than " + GroupedFigures.MAX_NAME + " characters",
            "The latest " + RunFigures.MAX_DETAILS + " runs",
            "in " + (Durations.BOUNDS.size() + 1) + " fixed classes");
  }
}
