package dev.loopgen.report.decision;

import dev.loopgen.api.gate.Finding;
import dev.loopgen.api.gate.Finding.Outcome;
import dev.loopgen.api.gate.GateRule;
import dev.loopgen.api.json.Json;
import java.util.List;
import java.util.stream.Stream;

/** Formats the unmet rules of a decision as SARIF 2.1.0. */
final class Sarif {

  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

  private Sarif() {}

  static Json.Obj of(DecisionReport report) {
    Json.Obj driver =
        Json.object()
            .put("name", "loopgen")
            .put("version", report.version())
            .put("informationUri", "https://loopgen.dev")
            .put("rules", Stream.of(GateRule.values()).map(Sarif::rule).toList())
            .build();
    Json.Obj run =
        Json.object()
            .put("tool", Json.object().put("driver", driver).build())
            .put("columnKind", "utf16CodeUnits")
            .put(
                "results",
                report.decision().findings().stream()
                    .filter(finding -> !finding.outcome().letsThrough())
                    .map(Sarif::result)
                    .toList())
            .build();
    return Json.object()
        .put("$schema", SCHEMA)
        .put("version", "2.1.0")
        .put("runs", List.of(run))
        .build();
  }

  private static Json.Obj rule(GateRule rule) {
    return Json.object()
        .put("id", rule.id())
        .put("shortDescription", message(rule.title() + "."))
        .put("fullDescription", message(RuleHelp.of(rule)))
        .put("help", message(RuleHelp.of(rule)))
        .put("defaultConfiguration", Json.object().put("level", "error").build())
        .build();
  }

  private static Json.Obj result(Finding finding) {
    String about = finding.loop().map(loop -> "Loop " + loop + ": ").orElse("");
    return Json.object()
        .put("ruleId", finding.rule().id())
        .put("ruleIndex", finding.rule().ordinal())
        .put("level", finding.outcome() == Outcome.BROKEN ? "error" : "warning")
        .put("message", message(about + finding.describe()))
        .put("locations", locations(finding))
        .put(
            "partialFingerprints",
            Json.object()
                .put("ruleAndLoop/v1", finding.rule().id() + "/" + finding.loop().orElse(""))
                .build())
        .build();
  }

  /**
   * Returns the finding's paths, or the file of its rule: viewers show no result without a
   * location.
   */
  private static List<Json> locations(Finding finding) {
    List<String> paths =
        finding.paths().isEmpty() ? List.of(file(finding.rule())) : finding.paths();
    return paths.stream().<Json>map(Sarif::location).toList();
  }

  private static String file(GateRule rule) {
    return switch (rule) {
      case POLICY, WAIVERS, WORKFLOW -> ".loopgen/policy.yaml";
      case BASE, SPEC, FORBIDDEN_PATHS, COMMAND_FILES -> ".loopgen/loopgen.loop.yaml";
      case LEDGER, ANCHORS, RECORDED_VIOLATIONS, PASSING_RUN, FRESHNESS, TRUST, ISOLATION, TESTS ->
          ".loopgen/audit.jsonl";
    };
  }

  private static Json.Obj location(String path) {
    Json.Obj artifact =
        Json.object().put("uri", PathUri.of(path)).put("uriBaseId", "%SRCROOT%").build();
    return Json.object()
        .put(
            "physicalLocation",
            Json.object()
                .put("artifactLocation", artifact)
                .put("region", Json.object().put("startLine", 1).build())
                .build())
        .build();
  }

  /** Creates a plain-text message; unescaped brackets would be links, and braces placeholders. */
  private static Json.Obj message(String text) {
    String escaped =
        SanitizedText.visible(text)
            .replace("\\", "\\\\")
            .replace("[", "\\[")
            .replace("]", "\\]")
            .replace("{", "{{")
            .replace("}", "}}");
    return Json.object().put("text", escaped).build();
  }
}
