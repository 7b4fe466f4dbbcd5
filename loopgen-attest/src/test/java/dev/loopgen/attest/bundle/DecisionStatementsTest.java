package dev.loopgen.attest.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.attest.SignableStatement;
import dev.loopgen.api.attest.SignableStatement.Kind;
import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.gate.Finding;
import dev.loopgen.api.gate.Finding.Outcome;
import dev.loopgen.api.gate.GateDecision;
import dev.loopgen.api.gate.GateEvidence;
import dev.loopgen.api.gate.GateRule;
import dev.loopgen.api.gate.GateSubject;
import dev.loopgen.api.gate.TrustTier;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.tree.GitId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DecisionStatementsTest {

  private static final String TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";
  private static final String COMMIT = "5d41402abc4b2a76b9719d911017c592ae2f4e2e";
  private static final String POLICY = "ab".repeat(32);
  private static final String FIRST = "01".repeat(32);
  private static final String SECOND = "02".repeat(32);

  private static final GateSubject SUBJECT =
      new GateSubject(
          "loopgen.dev/ledger/" + COMMIT,
          GitId.of(TREE),
          GitId.of(COMMIT),
          List.of(),
          null,
          Sha256.ofHex(POLICY),
          List.of(),
          List.of(run("check", TrustTier.KEY_SIGNED)),
          List.of(),
          Instant.parse("2026-11-23T12:00:00Z"));

  private static final GateSubject BARE =
      new GateSubject(
          "loopgen.dev/ledger/unknown",
          GitId.of(TREE),
          null,
          List.of(),
          null,
          null,
          List.of(),
          List.of(),
          List.of(),
          Instant.EPOCH);

  private static final SummaryNames NAMES =
      new SummaryNames(
          SummaryNames.VERIFIER,
          "0.1.0",
          "git+https://github.com/acme/shop",
          "git+https://github.com/acme/shop#.loopgen/policy.yaml");

  private static GateEvidence run(String loop, TrustTier tier) {
    Sha256 bundle = tier == TrustTier.LOCAL ? null : Sha256.ofHex(SECOND);
    return new GateEvidence(loop, Sha256.ofHex(FIRST), tier, bundle);
  }

  private static GateSubject restingOn(GateEvidence... evidence) {
    return new GateSubject(
        SUBJECT.origin(),
        SUBJECT.tree(),
        SUBJECT.commit().orElse(null),
        List.of(),
        SUBJECT.base().orElse(null),
        SUBJECT.policy().orElse(null),
        SUBJECT.ledger(),
        List.of(evidence),
        SUBJECT.waivers(),
        SUBJECT.decidedAt());
  }

  private static GateDecision decision(GateSubject subject, Finding... more) {
    List<Finding> findings = new ArrayList<>();
    findings.add(finding(GateRule.LEDGER, null, Outcome.MET));
    findings.add(finding(GateRule.PASSING_RUN, "check", Outcome.MET));
    findings.addAll(List.of(more));
    return GateDecision.of(subject, findings);
  }

  private static Finding finding(GateRule rule, @Nullable String loop, Outcome outcome) {
    return new Finding(rule, loop, outcome, "something", "It showed.", "Change it.");
  }

  private static String text(Kind kind, GateDecision decision) {
    return new String(DecisionStatements.of(kind, decision, NAMES).bytes(), StandardCharsets.UTF_8);
  }

  private static Json.Obj predicate(Kind kind, GateDecision decision) {
    SignableStatement statement = DecisionStatements.of(kind, decision, NAMES);
    return statement.statement().object("predicate").orElseThrow();
  }

  private static List<String> levels(GateDecision decision) {
    return predicate(Kind.VSA, decision).array("verifiedLevels").orElseThrow().stream()
        .map(level -> ((Json.Text) level).value())
        .toList();
  }

  @Test
  void vsa_accepted_isThisText() {
    assertThat(text(Kind.VSA, decision(SUBJECT)))
        .isEqualTo(
            "{'_type':'https://in-toto.io/Statement/v1','predicate':{'inputAttestations':[{'digest':{'sha256':'FIRST'},'name':'loopgen-entry'},{'digest':{'sha256':'SECOND'},'name':'bundle'}],'policy':{'digest':{'sha256':'POLICY'},'uri':'git+https://github.com/acme/shop#.loopgen/policy.yaml'},'resourceUri':'git+https://github.com/acme/shop','timeVerified':'2026-11-23T12:00:00Z','verificationResult':'PASSED','verifiedLevels':['LOOPGEN_LEDGER_INTACT','LOOPGEN_TESTS_PASSED'],'verifier':{'id':'https://loopgen.dev/gate/v1','version':{'loopgen':'0.1.0'}}},'predicateType':'https://slsa.dev/verification_summary/v1','subject':[{'digest':{'gitTree':'TREE'},'name':'judged-tree'},{'digest':{'gitCommit':'COMMIT'},'name':'commit','uri':'git+https://github.com/acme/shop@COMMIT'}]}"
                .replace('\'', '"')
                .replace("FIRST", FIRST)
                .replace("SECOND", SECOND)
                .replace("POLICY", POLICY)
                .replace("TREE", TREE)
                .replace("COMMIT", COMMIT));
  }

  @Test
  void svr_accepted_isThisText() {
    assertThat(text(Kind.SVR, decision(BARE)))
        .isEqualTo(
            "{'_type':'https://in-toto.io/Statement/v1','predicate':{'properties':['LOOPGEN_LEDGER_INTACT','LOOPGEN_TESTS_PASSED'],'timeCreated':'1970-01-01T00:00:00Z','verifier':{'id':'https://loopgen.dev/gate/v1','policies':[]}},'predicateType':'https://in-toto.io/attestation/svr/v0.2','subject':[{'digest':{'gitTree':'TREE'},'name':'judged-tree'}]}"
                .replace('\'', '"')
                .replace("TREE", TREE));
  }

  @Test
  void vsa_withoutEvidenceOrPolicyFile_leavesThemOut() {
    Json.Obj predicate = predicate(Kind.VSA, decision(BARE));

    assertThat(predicate.find("inputAttestations")).isEmpty();
    assertThat(predicate.object("policy").orElseThrow().members()).containsOnlyKeys("uri");
  }

  @Test
  void svr_policyFile_isNamed() {
    assertThat(text(Kind.SVR, decision(SUBJECT))).contains("\"policies\":[{\"digest\":");
  }

  @Test
  void vsa_signedWaiverThatExcuses_isOneOfItsInputs() {
    GateSubject waived =
        new GateSubject(
            BARE.origin(),
            BARE.tree(),
            null,
            List.of(),
            null,
            null,
            List.of(),
            List.of(),
            List.of(Sha256.ofHex(POLICY)),
            Instant.EPOCH);

    assertThat(text(Kind.VSA, decision(waived)))
        .contains(
            "\"inputAttestations\":[{\"digest\":{\"sha256\":\""
                + POLICY
                + "\"},\"name\":\"waiver\"}]");
  }

  @ParameterizedTest
  @EnumSource(GateRule.class)
  void vsa_refusedByAnyRule_failedAndHasNoLevel(GateRule rule) {
    GateDecision refused = decision(SUBJECT, finding(rule, null, Outcome.BROKEN));

    assertThat(predicate(Kind.VSA, refused).string("verificationResult")).contains("FAILED");
    assertThat(levels(refused)).containsExactly("FAILED");
    assertThat(text(Kind.VSA, refused)).doesNotContain("PASSED");
  }

  @Test
  void svr_refused_thereIsNone() {
    GateDecision refused = decision(SUBJECT, finding(GateRule.SPEC, null, Outcome.BROKEN));

    assertThat(DecisionStatements.refusal(Kind.SVR, refused)).isPresent();
    assertThat(DecisionStatements.refusal(Kind.VSA, refused)).isEmpty();
    assertThatThrownBy(() -> DecisionStatements.of(Kind.SVR, refused, NAMES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("refused");
  }

  @ParameterizedTest
  @EnumSource(names = {"VSA", "SVR"})
  void any_undecided_thereIsNone(Kind kind) {
    GateDecision undecided = decision(SUBJECT, finding(GateRule.TRUST, null, Outcome.UNDECIDED));

    assertThat(DecisionStatements.refusal(kind, undecided)).isPresent();
    assertThatThrownBy(() -> DecisionStatements.of(kind, undecided, NAMES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("could not decide");
  }

  @ParameterizedTest
  @EnumSource(Outcome.class)
  void waiver_ofAnyDecision_isNone(Outcome outcome) {
    GateDecision decision = decision(SUBJECT, finding(GateRule.TRUST, null, outcome));

    assertThat(DecisionStatements.refusal(Kind.WAIVER, decision)).isPresent();
    assertThatThrownBy(() -> DecisionStatements.of(Kind.WAIVER, decision, NAMES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not a waiver");
  }

  @Test
  void levels_attested_needATrustRuleAndASignedRunOfEachLoop() {
    Finding met = finding(GateRule.TRUST, null, Outcome.MET);
    Finding other = finding(GateRule.PASSING_RUN, "other", Outcome.MET);
    GateEvidence signed = run("check", TrustTier.KEY_SIGNED);

    assertThat(levels(decision(restingOn(signed), met))).contains("LOOPGEN_ATTESTED");
    assertThat(levels(decision(restingOn(run("check", TrustTier.KEYLESS)), met)))
        .contains("LOOPGEN_ATTESTED");
    for (GateDecision without :
        List.of(
            decision(restingOn(signed)),
            decision(restingOn(), met),
            decision(restingOn(run("check", TrustTier.LOCAL)), met),
            decision(restingOn(signed, run("check", TrustTier.LOCAL)), met),
            decision(restingOn(signed), met, other),
            decision(restingOn(signed), met, finding(GateRule.TRUST, "x", Outcome.WAIVED)),
            decision(restingOn(signed), met, finding(GateRule.PASSING_RUN, "x", Outcome.WAIVED)))) {
      assertThat(levels(without)).doesNotContain("LOOPGEN_ATTESTED");
    }
  }

  @Test
  void vsa_entryAndBundleOfTwoLoops_areListedOnce() {
    GateEvidence signed = run("check", TrustTier.KEY_SIGNED);
    GateEvidence local = run("other", TrustTier.LOCAL);

    assertThat(
            predicate(Kind.VSA, decision(restingOn(signed, local, signed)))
                .array("inputAttestations")
                .orElseThrow())
        .hasSize(2);
  }

  @Test
  void levels_waivedForOneLoop_areNotGiven() {
    GateDecision waived = decision(SUBJECT, finding(GateRule.PASSING_RUN, "other", Outcome.WAIVED));

    assertThat(waived.accepted()).isTrue();
    assertThat(levels(waived)).containsExactly("LOOPGEN_LEDGER_INTACT");
    assertThat(text(Kind.SVR, waived)).doesNotContain("TESTS");
  }

  @ParameterizedTest
  @EnumSource(GateRule.class)
  void levels_neverSlsaAndNeverForWhatWasNotLookedAt(GateRule rule) {
    List<String> without = levels(decision(SUBJECT));
    List<String> with = levels(decision(SUBJECT, finding(rule, null, Outcome.MET)));

    assertThat(with).containsAll(without).hasSizeLessThanOrEqualTo(without.size() + 1);
    assertThat(with).allMatch(level -> level.startsWith("LOOPGEN_"));
    assertThat(without).doesNotContain("LOOPGEN_ATTESTED", "LOOPGEN_NO_FORBIDDEN_PATHS");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "gate", "//x", "https://a b", "http s://x"})
  void names_notUris_areRefused(String text) {
    assertThatThrownBy(() -> new SummaryNames(text, "1", "https://a", "https://a"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SummaryNames("https://a", "1", text, "https://a"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SummaryNames("https://a", "1", "https://a", text))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
