package dev.loopgen.report.decision;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.gate.Finding;
import dev.loopgen.api.gate.Finding.Outcome;
import dev.loopgen.api.gate.GateDecision;
import dev.loopgen.api.gate.GateEvidence;
import dev.loopgen.api.gate.GateRule;
import dev.loopgen.api.gate.GateSubject;
import dev.loopgen.api.gate.TrustTier;
import dev.loopgen.api.ledger.TreeHead;
import dev.loopgen.api.tree.GitId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Decisions for tests. */
final class Decisions {

  /** Text that is markup, or acts, in every format that there is. */
  static final String HOSTILE =
      "a|b `c` <img src=x onerror=alert(1)> ]]> &amp; [x](javascript:y) {0} \\ \" ' @me"
          + " https://evil.example ::error::x \u001b[31m\u0000\u202e\ud800\ufffe\u2028 <!-- **b**";

  private static final Sha256 HASH = Sha256.ofHex("01".repeat(32));

  private Decisions() {}

  static DecisionReport report(Finding... more) {
    List<Finding> findings = new ArrayList<>();
    findings.add(
        new Finding(GateRule.LEDGER, null, Outcome.MET, "the ledger", "The ledger is intact.", ""));
    findings.add(
        new Finding(
            GateRule.PASSING_RUN, "check", Outcome.MET, "the runs", "The latest passed.", ""));
    findings.addAll(List.of(more));
    return new DecisionReport(GateDecision.of(subject(), findings), "0.1.0");
  }

  static Finding broken(GateRule rule, String showed, String... paths) {
    return new Finding(
        rule, "check", Outcome.BROKEN, "the tree", showed, "Undo it.", List.of(paths));
  }

  static Finding undecided() {
    return new Finding(
        GateRule.TRUST, "check", Outcome.UNDECIDED, "a bundle", "It cannot be told.", "Look.");
  }

  static Finding waived() {
    return new Finding(
        GateRule.FRESHNESS, "check", Outcome.WAIVED, "the time", "Excused by ann: slow CI.", "");
  }

  private static GateSubject subject() {
    return new GateSubject(
        "loopgen.dev/ledger/unknown",
        GitId.of("4b825dc642cb6eb9a060e54bf8d69288fbee4904"),
        GitId.of("5d41402abc4b2a76b9719d911017c592ae2f4e2e"),
        GitId.of("6d41402abc4b2a76b9719d911017c592ae2f4e2e"),
        Sha256.ofHex("ab".repeat(32)),
        List.of(new TreeHead(HASH, 1, HASH)),
        List.of(new GateEvidence("check", HASH, TrustTier.LOCAL, null)),
        List.of(HASH),
        Instant.parse("2026-11-23T12:00:00.5Z"));
  }
}
