package dev.loopgen.attest.bundle;

import dev.loopgen.api.attest.SignableStatement;
import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.gate.Finding;
import dev.loopgen.api.gate.GateDecision;
import dev.loopgen.api.gate.GateEvidence;
import dev.loopgen.api.gate.GateRule;
import dev.loopgen.api.gate.GateSubject;
import dev.loopgen.api.gate.TrustTier;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.tree.GitId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The in-toto statements about a gate's decision. They depend only on the decision and the caller's
 * names: equal decisions give equal bytes.
 *
 * <p>A verification summary says PASSED only of an accepted tree and FAILED only of a refused one.
 * It has a level only if the level's rule was met wherever it was checked: a waiver lets a tree
 * through but proves nothing.
 */
public final class DecisionStatements {

  /** The level shown if a rule is met for every loop; the other rules give no level. */
  private static final Map<GateRule, String> LEVELS =
      new TreeMap<>(
          Map.of(
              GateRule.LEDGER, "LOOPGEN_LEDGER_INTACT",
              GateRule.FORBIDDEN_PATHS, "LOOPGEN_NO_FORBIDDEN_PATHS",
              GateRule.PASSING_RUN, "LOOPGEN_TESTS_PASSED"));

  private static final String ATTESTED = "LOOPGEN_ATTESTED";

  private DecisionStatements() {}

  /**
   * Returns why there is no statement of a kind about a decision.
   *
   * @param kind the kind
   * @param decision the decision
   * @return the reason in a sentence; empty if there is a statement
   */
  public static Optional<String> refusal(SignableStatement.Kind kind, GateDecision decision) {
    if (kind == SignableStatement.Kind.WAIVER) {
      return Optional.of("A decision is not a waiver. Sign the waiver on its own.");
    }
    if (decision instanceof GateDecision.Undecided) {
      return Optional.of(
          "The gate could not decide, and a verification summary can only say PASSED or FAILED.");
    }
    return kind == SignableStatement.Kind.SVR && !decision.accepted()
        ? Optional.of(
            "The tree is refused, and a simple verification result can only state what holds.")
        : Optional.empty();
  }

  /**
   * Creates the statement about a decision.
   *
   * @param kind the kind
   * @param decision a decision for which {@link #refusal} is empty
   * @param names the caller's names
   * @return the statement, equal for equal arguments
   * @throws IllegalArgumentException if there is no such statement
   */
  public static SignableStatement of(
      SignableStatement.Kind kind, GateDecision decision, SummaryNames names) {
    refusal(kind, decision)
        .ifPresent(
            reason -> {
              throw new IllegalArgumentException(reason);
            });
    Json.Obj predicate =
        kind == SignableStatement.Kind.VSA ? summary(decision, names) : result(decision, names);
    return new SignableStatement(
        kind,
        Json.object()
            .put("_type", EntryStatements.TYPE)
            .put("subject", subjects(decision.subject(), names))
            .put("predicateType", kind.predicateType())
            .put("predicate", predicate)
            .build());
  }

  private static Json.Obj summary(GateDecision decision, SummaryNames names) {
    GateSubject subject = decision.subject();
    Json.ObjectBuilder predicate =
        Json.object()
            .put(
                "verifier",
                Json.object()
                    .put("id", names.verifierId())
                    .put("version", Json.object().put("loopgen", names.version()).build())
                    .build())
            .put("timeVerified", subject.decidedAt().toString())
            .put("resourceUri", names.resourceUri())
            .put("policy", policy(subject, names))
            .put("verificationResult", decision.accepted() ? "PASSED" : "FAILED")
            .put(
                "verifiedLevels",
                Json.strings(decision.accepted() ? levels(decision) : List.of("FAILED")));
    if (!subject.evidence().isEmpty() || !subject.waivers().isEmpty()) {
      predicate.put("inputAttestations", inputs(subject));
    }
    return predicate.build();
  }

  private static Json.Obj result(GateDecision decision, SummaryNames names) {
    GateSubject subject = decision.subject();
    List<Json> policies =
        subject.policy().isPresent() ? List.of(policy(subject, names)) : List.of();
    return Json.object()
        .put(
            "verifier",
            Json.object().put("id", names.verifierId()).put("policies", policies).build())
        .put("timeCreated", subject.decidedAt().toString())
        .put("properties", Json.strings(levels(decision)))
        .build();
  }

  private static List<Json> subjects(GateSubject subject, SummaryNames names) {
    List<Json> subjects = new ArrayList<>();
    subjects.add(
        Json.object()
            .put("name", "judged-tree")
            .put("digest", digest("gitTree", subject.tree().toString()))
            .build());
    subject.commit().ifPresent(commit -> subjects.add(commit(commit, subject, names)));
    return subjects;
  }

  private static Json commit(GitId commit, GateSubject subject, SummaryNames names) {
    Json.ObjectBuilder json =
        Json.object()
            .put("name", "commit")
            .put("uri", names.resourceUri() + "@" + commit)
            .put("digest", digest("gitCommit", commit.toString()));
    if (!subject.notCovered().isEmpty()) {
      json.put(
          "annotations",
          Json.object().put("notCovered", Json.strings(subject.notCovered())).build());
    }
    return json.build();
  }

  private static Json.Obj policy(GateSubject subject, SummaryNames names) {
    return Json.object()
        .put("uri", names.policyUri())
        .putIfPresent("digest", subject.policy().map(Sha256::hex).map(hex -> digest("sha256", hex)))
        .build();
  }

  /** Lists what the decision is based on: entries, bundles of attestations, and waivers. */
  private static List<Json> inputs(GateSubject subject) {
    List<Json> inputs = new ArrayList<>();
    for (GateEvidence evidence : subject.evidence()) {
      inputs.add(input("loopgen-entry", evidence.entry()));
      evidence.bundle().ifPresent(bundle -> inputs.add(input("bundle", bundle)));
    }
    subject.waivers().forEach(waiver -> inputs.add(input("waiver", waiver)));
    return inputs.stream().distinct().toList();
  }

  private static Json input(String name, Sha256 digest) {
    return Json.object().put("name", name).put("digest", digest("sha256", digest.hex())).build();
  }

  private static Json.Obj digest(String algorithm, String value) {
    return Json.object().put(algorithm, value).build();
  }

  private static List<String> levels(GateDecision decision) {
    Stream<String> shown =
        LEVELS.entrySet().stream()
            .filter(level -> isMet(level.getKey(), decision))
            .map(Map.Entry::getValue);
    return Stream.concat(shown, isAttested(decision) ? Stream.of(ATTESTED) : Stream.empty())
        .sorted()
        .toList();
  }

  /**
   * Tells whether every run is signed. A met trust rule does not suffice: a policy may accept
   * unsigned local runs.
   */
  private static boolean isAttested(GateDecision decision) {
    List<GateEvidence> evidence = decision.subject().evidence();
    return isMet(GateRule.TRUST, decision)
        && isMet(GateRule.PASSING_RUN, decision)
        && evidence.stream().allMatch(run -> run.tier() != TrustTier.LOCAL)
        && loops(decision)
            .allMatch(loop -> evidence.stream().anyMatch(run -> run.loop().equals(loop)));
  }

  private static Stream<String> loops(GateDecision decision) {
    return findings(GateRule.PASSING_RUN, decision).map(finding -> finding.loop().orElse(""));
  }

  private static boolean isMet(GateRule rule, GateDecision decision) {
    return findings(rule, decision).findAny().isPresent()
        && findings(rule, decision).allMatch(finding -> finding.outcome() == Finding.Outcome.MET);
  }

  private static Stream<Finding> findings(GateRule rule, GateDecision decision) {
    return decision.findings().stream().filter(finding -> finding.rule() == rule);
  }
}
