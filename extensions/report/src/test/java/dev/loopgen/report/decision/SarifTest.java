package dev.loopgen.report.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.gate.GateRule;
import dev.loopgen.api.json.Json;
import dev.loopgen.report.fixture.SampleDecisions;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
final class SarifTest {

  private static Json.Obj run(DecisionReport report) {
    Json.Obj log = Sarif.of(report);
    assertThat(log.string("version")).contains("2.1.0");
    assertThat(log.string("$schema").orElseThrow()).endsWith("sarif-schema-2.1.0.json");
    return (Json.Obj) log.array("runs").orElseThrow().get(0);
  }

  private static List<Json.Obj> results(DecisionReport report) {
    return objects(run(report), "results");
  }

  private static List<Json.Obj> objects(Json.Obj object, String name) {
    return object.array(name).orElseThrow().stream().map(Json.Obj.class::cast).toList();
  }

  private static Json.Obj driver(DecisionReport report) {
    return run(report).object("tool").flatMap(tool -> tool.object("driver")).orElseThrow();
  }

  private static List<String> uris(Json.Obj result) {
    return objects(result, "locations").stream()
        .map(location -> location.object("physicalLocation").orElseThrow())
        .map(physical -> physical.object("artifactLocation").orElseThrow())
        .map(artifact -> artifact.string("uri").orElseThrow())
        .toList();
  }

  private static String message(Json.Obj result) {
    return result.object("message").flatMap(text -> text.string("text")).orElseThrow();
  }

  @Test
  void sarif_accepted_hasRulesAndNoResult() {
    DecisionReport report = SampleDecisions.report(SampleDecisions.waived());

    assertThat(results(report)).isEmpty();
    assertThat(driver(report).string("version")).contains("0.1.0");
  }

  @Test
  void sarif_rules_haveIdsAndHelp() {
    List<Json.Obj> rules = objects(driver(SampleDecisions.report()), "rules");

    Set<String> ids =
        rules.stream().map(rule -> rule.string("id").orElseThrow()).collect(Collectors.toSet());
    assertThat(ids).hasSize(GateRule.values().length);
    for (Json.Obj rule : rules) {
      assertThat(message(Json.object().put("message", rule.object("help").orElseThrow()).build()))
          .endsWith(".")
          .hasSizeGreaterThan(40);
    }
  }

  @ParameterizedTest
  @EnumSource(GateRule.class)
  void sarif_brokenRule_isAnErrorThatPointsAtItsRule(GateRule rule) {
    DecisionReport report = SampleDecisions.report(SampleDecisions.broken(rule, "It is broken."));
    Json.Obj result = results(report).get(0);
    int index = (int) ((Json.Num) result.find("ruleIndex").orElseThrow()).value();

    assertThat(result.string("level")).contains("error");
    assertThat(result.string("ruleId")).contains(rule.id());
    assertThat(objects(driver(report), "rules").get(index).string("id")).contains(rule.id());
    assertThat(message(result)).isEqualTo("Loop check: It is broken. Undo it.");
    assertThat(uris(result)).hasSize(1);
  }

  @Test
  void sarif_undecidedRule_isAWarning() {
    assertThat(results(SampleDecisions.report(SampleDecisions.undecided())).get(0).string("level"))
        .contains("warning");
  }

  @Test
  void sarif_paths_areItsPlaces() {
    Json.Obj result =
        results(
                SampleDecisions.report(
                    SampleDecisions.broken(GateRule.FORBIDDEN_PATHS, "Two.", "secret/a b", "c#ä")))
            .get(0);

    assertThat(uris(result)).containsExactly("secret/a%20b", "c%23%C3%A4");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a", "a:b", "..", "a?b#c", "a%41", "ä/ö", "C:\\x", "javascript:x", "a\nb"})
  void uri_anyPath_isRelativeAndDecodesToIt(String path) {
    URI uri = URI.create("base:/" + PathUri.of(path));

    assertThat(PathUri.of(path)).doesNotContain(":", "?", "#", " ", "\\", "\n");
    assertThat(uri.getPath()).isEqualTo("/" + path);
  }

  @Test
  void sarif_hostileText_isNoLinkAndNoPlaceholder() {
    DecisionReport report =
        SampleDecisions.report(SampleDecisions.broken(GateRule.SPEC, SampleDecisions.HOSTILE));

    assertThat(message(results(report).get(0)))
        .contains("\\[x\\](javascript:y) {{0}} \\\\ ", " \ufffd\\[31m\ufffd\ufffd");
    assertThat(report.sarif()).doesNotContain("\u202e", "\u2028").hasLineCount(1);
  }
}
