package dev.loopgen.report.decision;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.gate.Finding;
import dev.loopgen.api.gate.GateEvidence;
import dev.loopgen.api.gate.GateSubject;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.TreeHead;
import dev.loopgen.api.tree.GitId;

/** Formats a decision as JSON; the members are a contract. */
final class DecisionJson {

  private DecisionJson() {}

  static Json.Obj of(DecisionReport report) {
    return Json.object()
        .put("decision", report.decision().id())
        .put("reasons", Json.strings(report.decision().reasons()))
        .put("findings", report.decision().findings().stream().map(DecisionJson::json).toList())
        .put("subject", json(report.decision().subject()))
        .build();
  }

  private static Json.Obj json(Finding finding) {
    Json.ObjectBuilder json = Json.object().put("rule", finding.rule().id());
    finding.loop().ifPresent(loop -> json.put("loop", loop));
    if (!finding.paths().isEmpty()) {
      json.put("paths", Json.strings(finding.paths()));
    }
    return json.put("outcome", finding.outcome().id())
        .put("lookedAt", finding.lookedAt())
        .put("showed", finding.showed())
        .put("remedy", finding.remedy())
        .build();
  }

  private static Json.Obj json(GateSubject subject) {
    Json.ObjectBuilder json =
        Json.object()
            .put("origin", subject.origin())
            .put("tree", subject.tree().hex())
            .putIfPresent("commit", subject.commit().map(GitId::hex).map(Json::of));
    if (!subject.notCovered().isEmpty()) {
      json.put("notCovered", Json.strings(subject.notCovered()));
    }
    return json.putIfPresent("base", subject.base().map(GitId::hex).map(Json::of))
        .putIfPresent("policy", subject.policy().map(Sha256::hex).map(Json::of))
        .put("ledger", subject.ledger().stream().map(DecisionJson::json).toList())
        .put("evidence", subject.evidence().stream().map(DecisionJson::json).toList())
        .put("waivers", Json.strings(subject.waivers().stream().map(Sha256::hex).toList()))
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
        .putIfPresent("bundle", evidence.bundle().map(Sha256::hex).map(Json::of))
        .build();
  }
}
