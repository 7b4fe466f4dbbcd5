package dev.loopgen.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.attest.Check;
import dev.loopgen.api.attest.ExpectedIdentity;
import dev.loopgen.api.attest.SignableStatement;
import dev.loopgen.api.attest.SignedBundle;
import dev.loopgen.api.gate.GateRule;
import dev.loopgen.api.gate.Waiver;
import dev.loopgen.api.gate.WaiverVerifier;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.tree.GitId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The contract of {@link WaiverVerifier} as JUnit tests. Extend it and supply a signer. All but the
 * first tests try to get something excused that was not waived.
 */
public abstract class WaiverVerifierContract
    extends BundleVerifierContract<WaiverVerifier, WaiverVerifier.VerifiedWaiver> {

  private static final String ROOT = "1".repeat(40);
  private static final String TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";
  private static final Map<String, String> WORDS =
      Map.of(
          "rule", "trust",
          "loop", "lint",
          "owner", "ops@acme.example",
          "reason", "The job that signs is down – until May.",
          "expires", "2027-04-30",
          "issuedAt", "2026-11-25T12:00:00Z");

  /** For subclasses. */
  protected WaiverVerifierContract() {}

  @Test
  final void verify_forThisTree_isVerifiedAsItWasSigned() throws Exception {
    Check<WaiverVerifier.VerifiedWaiver> check = verify(signed(statement(WORDS, ROOT, TREE)));

    assertThat(check).as(check.describe()).isInstanceOf(WaiverVerifier.VerifiedWaiver.class);
    WaiverVerifier.VerifiedWaiver verified = (WaiverVerifier.VerifiedWaiver) check;
    assertThat(verified.waiver())
        .isEqualTo(
            new Waiver(
                GateRule.TRUST,
                "lint",
                "ops@acme.example",
                "The job that signs is down – until May.",
                LocalDate.of(2027, 4, 30)));
    assertThat(verified.issuedAt()).isEqualTo(Instant.parse("2026-11-25T12:00:00Z"));
  }

  @Test
  final void verify_forAnyTree_isVerified() throws Exception {
    assertThat(verify(signed(statement(WORDS, ROOT, null))))
        .isInstanceOf(WaiverVerifier.VerifiedWaiver.class);
  }

  @Test
  final void verify_forAnotherTree_isRejected() throws Exception {
    for (String other : List.of("9".repeat(40), ROOT)) {
      rejected(statement(WORDS, ROOT, other));
    }
  }

  @Test
  final void verify_forAnotherRepository_isRejected() throws Exception {
    String other = "2".repeat(40);

    rejected(statement(WORDS, other, TREE));
    rejected(statement(WORDS, other, null));
    rejected(statement(WORDS, TREE, null));
  }

  @Test
  final void verify_whatMayNotBeWaived_isRejected() throws Exception {
    for (GateRule rule : GateRule.values()) {
      if (!rule.mayBeWaived()) {
        rejected(statement(with("rule", rule.id()), ROOT, TREE));
      }
    }
    for (String rule : List.of("TRUST", "trust ", "", "any")) {
      rejected(statement(with("rule", rule), ROOT, TREE));
    }
    Map<String, String> everyRun = with("rule", "passing-run");
    everyRun.remove("loop");
    rejected(statement(everyRun, ROOT, TREE));
  }

  @Test
  final void verify_memberMissingBlankOrMalformed_isRejected() throws Exception {
    for (String member : WORDS.keySet()) {
      Map<String, String> words = with(member, "");
      rejected(statement(words, ROOT, TREE));
      if (!member.equals("loop")) {
        words.remove(member);
        rejected(statement(words, ROOT, TREE));
      }
    }
    for (String expires : List.of("never", "2027-02-30", "+12027-01-01x", "2027-4-30")) {
      rejected(statement(with("expires", expires), ROOT, TREE));
    }
    rejected(statement(with("issuedAt", "2026-11-25T12:00:00+00:00"), ROOT, TREE));
  }

  @Test
  final void verify_memberThatIsNotKnown_isRejected() throws Exception {
    rejected(statement(with("onlyBranch", "release"), ROOT, TREE));
    Map<String, Json> members =
        new LinkedHashMap<>(statement(WORDS, ROOT, TREE).statement().members());
    members.put("scope", Json.of("narrower"));
    rejected(new SignableStatement(SignableStatement.Kind.WAIVER, new Json.Obj(members)));
  }

  @Test
  final void verify_bundleOfAnotherKind_isRejected() throws Exception {
    rejected(SummaryFacts.vsa("PASSED", "LOOPGEN_TESTS_PASSED"));
    rejected(SummaryFacts.svr("LOOPGEN_TESTS_PASSED"));
    AttestableEntry run = AttestableEntry.of(List.of(LedgerFacts.judged("a", true))).get(0);
    for (SignedBundle bundle : signedRun(run)) {
      assertThat(verify(bundle.bytes())).isInstanceOf(Check.Rejected.class);
    }
  }

  private static Map<String, String> with(String member, String value) {
    Map<String, String> words = new LinkedHashMap<>(WORDS);
    words.put(member, value);
    return words;
  }

  private static SignableStatement statement(
      Map<String, String> words, String root, @Nullable String tree) {
    Json.ObjectBuilder predicate = Json.object();
    words.forEach(predicate::put);
    List<Json> subjects = new ArrayList<>();
    subjects.add(subject("repository", "gitCommit", root));
    if (tree != null) {
      subjects.add(subject("judged-tree", "gitTree", tree));
    }
    return new SignableStatement(
        SignableStatement.Kind.WAIVER,
        Json.object()
            .put("_type", "https://in-toto.io/Statement/v1")
            .put("subject", subjects)
            .put("predicateType", "https://loopgen.dev/waiver/v1")
            .put("predicate", predicate.build())
            .build());
  }

  private static Json subject(String name, String algorithm, String id) {
    return Json.object()
        .put("name", name)
        .put("digest", Json.object().put(algorithm, id).build())
        .build();
  }

  private void rejected(SignableStatement declaration) throws Exception {
    assertThat(verify(signed(declaration)))
        .as(declaration.statement().canonical())
        .isInstanceOf(Check.Rejected.class);
  }

  @Override
  final byte[] honest() throws Exception {
    return signed(statement(WORDS, ROOT, TREE));
  }

  @Override
  final Check<WaiverVerifier.VerifiedWaiver> verify(
      WaiverVerifier verifier, byte[] bundle, ExpectedIdentity expected) {
    return verifier.verify(
        bundle, new WaiverVerifier.Expectation(expected, GitId.of(ROOT), GitId.of(TREE)));
  }
}
