package dev.loopgen.core.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.attest.CiIdentity;
import dev.loopgen.api.attest.ClaimRule;
import dev.loopgen.api.gate.Finding;
import dev.loopgen.api.gate.Finding.Outcome;
import dev.loopgen.api.gate.GateDecision;
import dev.loopgen.api.gate.GateEvidence;
import dev.loopgen.api.gate.GatePolicy;
import dev.loopgen.api.gate.GateRule;
import dev.loopgen.api.gate.TrustTier;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.run.Trust;
import dev.loopgen.core.Loopgen;
import dev.loopgen.core.fixture.GateProject;
import dev.loopgen.core.fixture.TestRepository;
import dev.loopgen.core.fixture.TestSigner;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run is worth what can be verified of it, and no more for anything that it claims. */
@Tag("slow")
final class GateTrustTest {

  @TempDir private Path root;
  private GateProject project;
  private TestRepository git;

  @BeforeEach
  void makeAProject() {
    project = GateProject.in(root.resolve("r")).signedPolicy().branch();
    git = project.git();
  }

  @Test
  void decide_runSignedAsThePolicyDemands_isAcceptedForItsBundle() {
    AuditEntry entry = project.attest();

    GateDecision decision = project.accepts();

    GateEvidence evidence = decision.subject().evidence().get(0);
    assertThat(evidence.tier()).isEqualTo(TrustTier.KEY_SIGNED);
    assertThat(evidence.entry().hex()).isEqualTo(entry.hash().orElseThrow());
    assertThat(evidence.bundle()).isPresent();
    assertThat(decision.subject().policy()).isPresent();
  }

  @Test
  void decide_runThatNobodySigned_isRefused() {
    project.run();

    project.refuses(GateRule.TRUST);
  }

  @Test
  void decide_entryThatSaysItIsAttested_isRefusedWithoutABundle() {
    AuditEntry entry = project.run();
    project.forge(entry, GateTrustTest::claimingAttestation);

    project.refuses(GateRule.TRUST);
  }

  @Test
  void decide_bundleDeleted_isRefused() {
    AuditEntry entry = project.attest();

    project.delete(project.bundle(entry));

    project.refuses(GateRule.TRUST);
  }

  @Test
  void decide_bundleOfAnotherRun_isRefused() throws Exception {
    AuditEntry first = project.attest();
    AuditEntry second = project.run();

    Files.copy(project.bundle(first), project.bundle(second));

    project.refuses(GateRule.TRUST);
  }

  @Test
  void decide_bundlesSwapped_isRefused() throws Exception {
    Path first = project.bundle(project.attest());
    Path second = project.bundle(project.attest());
    Path third = first.resolveSibling("x");

    Files.move(first, third);
    Files.move(second, first);
    Files.move(third, second);

    project.refuses(GateRule.TRUST);
  }

  @Test
  void decide_bundleBySomebodyElse_isRefused() {
    AuditEntry entry = project.run();

    project.sign(entry, new TestSigner());

    project.refuses(GateRule.TRUST);
  }

  @Test
  void decide_bundleOfAWitness_isNoneOfTheRun() throws Exception {
    AuditEntry entry = project.attest();
    Path bundle = project.bundle(entry);

    Files.move(
        bundle,
        bundle.resolveSibling(entry.entryId().orElseThrow() + ".witness.sigstore.json"),
        StandardCopyOption.REPLACE_EXISTING);

    assertThat(project.refuses(GateRule.TRUST).get(0).showed())
        .contains("does not vouch for the run");
  }

  @Test
  void decide_garbageInPlaceOfTheBundle_isRefused() throws Exception {
    AuditEntry entry = project.attest();
    Files.writeString(project.bundle(entry), "{}");

    project.refuses(GateRule.TRUST);
  }

  @Test
  void decide_linkInPlaceOfTheBundle_isRefused() throws Exception {
    Path bundle = project.bundle(project.attest());
    Path elsewhere = root.resolve("elsewhere");
    Files.move(bundle, elsewhere);
    Files.createSymbolicLink(bundle, elsewhere);

    project.refuses(GateRule.PASSING_RUN);
  }

  @Test
  void decide_attestedRunThatFailed_isRefused() {
    AuditEntry entry = project.run();
    AuditEntry failed =
        project.forge(
            entry,
            members -> {
              members.put("passed", Json.of(false));
              return members;
            });
    project.sign(failed, project.signer());

    project.refuses(GateRule.PASSING_RUN);
  }

  @Test
  void decide_laterFailureThatNobodySigned_vetoesTheAttestedPass() {
    AuditEntry entry = project.attest();
    project.accepts();
    project.forge(
        entry,
        members -> {
          members.put("passed", Json.of(false));
          return members;
        });

    project.refuses(GateRule.PASSING_RUN);
  }

  @Test
  void decide_laterPassThatNobodySigned_isTheLatestAndIsRefused() {
    project.attest();
    project.run();

    project.refuses(GateRule.TRUST);
    project.attest();
    project.accepts();
  }

  @Test
  void decide_attestedRunDroppedFromTheLedger_isMissedForItsBundle() throws Exception {
    project.attest();
    String before = git.read(".loopgen/audit.jsonl");
    AuditEntry dropped = project.attest();
    git.write(".loopgen/audit.jsonl", before + "\n");

    Finding anchors = project.refuses(GateRule.ANCHORS).get(0);

    assertThat(anchors.showed()).contains(dropped.entryId().orElseThrow());
  }

  @Test
  void decide_nothingThatVerifies_isUndecided() {
    project.attest();

    GateDecision decision = GateProject.decide(Loopgen.gate(git.root()));

    assertThat(decision).isInstanceOf(GateDecision.Undecided.class);
    assertThat(GateProject.finding(decision, GateRule.TRUST).outcome())
        .isEqualTo(Outcome.UNDECIDED);
  }

  @Test
  void decide_verifierThatCannotTell_isUndecided() {
    project.attest();
    GatePolicy job =
        GatePolicy.builder()
            .trust(TrustTier.KEYLESS)
            .signer(
                CiIdentity.github("https://github.com/acme/shop", ".github/workflows/loop.yml")
                    .signerRef(ClaimRule.exactly("refs/heads/main"))
                    .build())
            .build();

    assertThat(GateProject.decide(project.gate().policy(job)))
        .isInstanceOf(GateDecision.Undecided.class);
  }

  @Test
  void decide_keyWhereAJobIsDemanded_isWorthLess() {
    project.attest();

    List<Finding> broken =
        GateProject.refuses(project.gate().trustTier(TrustTier.KEYLESS), GateRule.TRUST);

    assertThat(broken.get(0).showed()).contains("trust tier key-signed");
  }

  @Test
  void decide_attestationDemandedAndNobodyKnown_isRefused() {
    project.attest();

    List<Finding> broken =
        GateProject.refuses(
            project.gate().policy(GatePolicy.localEvidence()).trustTier(TrustTier.KEY_SIGNED),
            GateRule.TRUST);

    assertThat(broken.get(0).showed()).contains("No signer is named");
  }

  @Test
  void decide_signerOfTheCaller_narrowsThoseOfThePolicy() {
    project.attest();
    Trust same = Trust.local().expecting(project.signer().identity());
    Trust another = Trust.local().expecting(new TestSigner().identity());

    assertThat(GateProject.decide(project.gate().trust(same)).accepted()).isTrue();
    GateProject.refuses(project.gate().trust(another), GateRule.TRUST);
    assertThat(
            GateProject.decide(project.gate().trust(another.expecting(project.signer().identity())))
                .accepted())
        .isTrue();
  }

  @Test
  void decide_oneOfSeveralSigners_suffices() {
    GatePolicy either =
        GatePolicy.builder()
            .trust(TrustTier.KEY_SIGNED)
            .signer(new TestSigner().identity())
            .signer(project.signer().identity())
            .build();
    project.attest();

    assertThat(GateProject.decide(project.gate().policy(either)).accepted()).isTrue();
  }

  @Test
  void decide_acknowledgedByTheUserOfTheClone_isNoEvidenceWhereSomebodyMustVouch() {
    AuditEntry entry = project.run();
    AuditEntry acknowledged =
        project.forge(
            entry,
            members -> {
              String text = new Json.Obj(members).canonical();
              return ((Json.Obj)
                      parse(
                          text.replace(
                              "\"acknowledged\":[]",
                              "\"acknowledged\":[{\"path\":\".env\",\"scope\":\"this-clone\"}]")))
                  .members();
            });
    project.sign(acknowledged, project.signer());

    assertThat(project.refuses(GateRule.PASSING_RUN).get(0).showed()).contains("acknowledgement");
  }

  @Test
  void decide_treeWithAnotherRepositoryInIt_countsLocallyAndIsNotAttestable() {
    TestRepository inner = TestRepository.init(git.path("vendor"));
    inner.write("x", "x\n").commitAll("inner");
    inner.write("x", "not committed\n");
    project.attest();

    assertThat(project.refuses(GateRule.TRUST).get(0).showed()).contains("other repositories");
    GateDecision local = GateProject.decide(project.gate().policy(GatePolicy.localEvidence()));
    assertThat(local.accepted()).isTrue();
    assertThat(GateProject.finding(local, GateRule.PASSING_RUN).showed())
        .contains("did not look into other repositories");
  }

  private static Map<String, Json> claimingAttestation(Map<String, Json> members) {
    members.put(
        "provenance",
        parse(members.get("provenance").canonical().replace("\"local\"", "\"attested\"")));
    return members;
  }

  private static Json parse(String json) {
    return Json.parse(json.getBytes(StandardCharsets.UTF_8));
  }
}
