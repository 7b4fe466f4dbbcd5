package dev.loopgen.cli;

import dev.loopgen.api.gate.Finding;
import dev.loopgen.api.gate.GateDecision;
import dev.loopgen.api.gate.GateEvidence;
import dev.loopgen.api.gate.GateSubject;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.TreeHead;
import dev.loopgen.api.merkle.Sha256;
import dev.loopgen.api.tree.GitId;
import java.io.PrintWriter;
import java.util.Locale;

/** Shows a decision of the gate: to a person, or as JSON. */
final class DecisionOutput {

  private final GateDecision decision;

  DecisionOutput(GateDecision decision) {
    this.decision = decision;
  }

  /** Returns the decision as one word. */
  String verdict() {
    return decision.getClass().getSimpleName().toUpperCase(Locale.ROOT);
  }

  /**
   * Prints the verdict and a line for each rule, with a remedy where one stands in the way.
   *
   * @param explain whether to say also what was looked at
   */
  void print(PrintWriter out, boolean explain) {
    out.println(verdict() + "  tree " + decision.subject().tree().hex());
    for (Finding finding : decision.findings()) {
      out.println(
          "  " + mark(finding) + " " + title(finding) + Console.escape(": " + finding.showed()));
      if (explain) {
        out.println(Console.escape("         looked at: " + finding.lookedAt()));
      }
      if (!finding.remedy().isEmpty()) {
        out.println(Console.escape("         " + finding.remedy()));
      }
    }
  }

  private static String mark(Finding finding) {
    return switch (finding.outcome()) {
      case MET -> "ok    ";
      case WAIVED -> "waived";
      case UNDECIDED -> "?     ";
      case BROKEN -> "FAIL  ";
    };
  }

  private static String title(Finding finding) {
    return finding.rule().id()
        + finding.loopId().map(loop -> " [" + Console.escape(loop) + "]").orElse("");
  }

  Json.Obj json() {
    return Json.object()
        .put("decision", verdict())
        .put("reasons", Json.strings(decision.reasons()))
        .put("findings", decision.findings().stream().map(DecisionOutput::json).toList())
        .put("subject", json(decision.subject()))
        .build();
  }

  private static Json.Obj json(Finding finding) {
    Json.ObjectBuilder json = Json.object().put("rule", finding.rule().id());
    finding.loopId().ifPresent(loop -> json.put("loop", loop));
    return json.put("outcome", finding.outcome().name().toLowerCase(Locale.ROOT))
        .put("lookedAt", finding.lookedAt())
        .put("showed", finding.showed())
        .put("remedy", finding.remedy())
        .build();
  }

  private static Json.Obj json(GateSubject subject) {
    return Json.object()
        .put("origin", subject.origin())
        .put("tree", subject.tree().hex())
        .putIfPresent("commit", subject.judgedCommit().map(GitId::hex).map(Json::of))
        .putIfPresent("base", subject.baseCommit().map(GitId::hex).map(Json::of))
        .putIfPresent("policy", subject.policyDigest().map(Sha256::hex).map(Json::of))
        .put("ledger", subject.ledger().stream().map(DecisionOutput::json).toList())
        .put("evidence", subject.evidence().stream().map(DecisionOutput::json).toList())
        .put("decidedAt", subject.decidedAt().toString())
        .build();
  }

  private static Json.Obj json(TreeHead head) {
    return Json.object()
        .put("entry", head.entry().hex())
        .put("size", head.size())
        .put("root", head.root().base64())
        .build();
  }

  private static Json.Obj json(GateEvidence evidence) {
    return Json.object()
        .put("loop", evidence.loop())
        .put("entry", evidence.entry().hex())
        .put("tier", evidence.tier().id())
        .putIfPresent("bundle", evidence.bundleDigest().map(Sha256::hex).map(Json::of))
        .build();
  }
}
