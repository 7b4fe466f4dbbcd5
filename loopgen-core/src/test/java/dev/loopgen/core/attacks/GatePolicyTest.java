package dev.loopgen.core.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.AttestationException;
import dev.loopgen.api.SpecException;
import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.gate.Finding;
import dev.loopgen.api.gate.Finding.Outcome;
import dev.loopgen.api.gate.GateDecision;
import dev.loopgen.api.gate.GatePolicy;
import dev.loopgen.api.gate.GateRule;
import dev.loopgen.api.gate.TrustTier;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.CheckpointVerifier;
import dev.loopgen.api.ledger.EntryGraph;
import dev.loopgen.api.merkle.Checkpoint;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.Trust;
import dev.loopgen.core.Policies;
import dev.loopgen.core.fixture.GateProject;
import dev.loopgen.core.fixture.LoopProject;
import dev.loopgen.core.fixture.TestRepository;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The policy comes from where the change cannot write it, and excuses only what it names. */
@Tag("slow")
final class GatePolicyTest {

  private static final String TWO_LOOPS =
      LoopProject.loop("true", "secret")
          + "  - id: lint\n    verification: {commands: [\"true\"]}\n";

  @TempDir private Path root;
  private GateProject project;
  private TestRepository git;

  @BeforeEach
  void makeAProject() {
    project = GateProject.in(root.resolve("r"));
    git = project.git();
  }

  @Test
  void decide_policyOfTheBase_holdsThoughTheChangeDropsIt() {
    project.signedPolicy().branch();
    git.sh("rm " + GateProject.POLICY);
    git.commitAll("drop the policy");
    project.run();

    List<Finding> broken = project.refuses(GateRule.POLICY, GateRule.TRUST);

    assertThat(broken.get(0).showed()).contains("at the base", "The change edits");
  }

  @Test
  void decide_policyThatTheChangeBrings_doesNotCountAndIsReported() {
    project.branch();
    project.policy("trust: local").git().commitAll("a policy of its own");
    project.run();

    project.refuses(GateRule.POLICY);
  }

  @Test
  void decide_policyThatOnlyTheDiskHas_doesNotCountAndIsReported() {
    project.signedPolicy().branch();
    project.policy("trust: local");
    project.run();

    project.refuses(GateRule.POLICY, GateRule.TRUST);
  }

  @Test
  void decide_policyReplacedByALink_isReported() {
    project.signedPolicy().branch();
    git.sh("mv " + GateProject.POLICY + " .loopgen/other.yaml");
    git.sh("ln -s other.yaml " + GateProject.POLICY);
    project.attest();

    project.refuses(GateRule.POLICY);
  }

  @Test
  void decide_policyMergedFromTheTrustedRevision_wasReviewed() {
    project.branch();
    git.git("checkout", "-q", "main");
    project.policy("trust: local").git().commitAll("a reviewed policy");
    git.git("checkout", "-q", "feature");
    git.git("checkout", "main", "--", GateProject.POLICY);
    git.commitAll("take it over");
    project.run();

    assertThat(GateProject.decide(project.gate().trust(Trust.ref("main"))).accepted()).isTrue();
  }

  @Test
  void decide_policyOfTheCaller_replacesTheBases() throws Exception {
    project.signedPolicy().branch().run();

    GateDecision decision = GateProject.decide(project.gate().policy(GatePolicy.localEvidence()));

    assertThat(decision.accepted()).isTrue();
    assertThat(GateProject.finding(decision, GateRule.POLICY).showed()).contains("the caller");
    assertThat(decision.subject().policy()).isEmpty();
  }

  @Test
  void decide_changeOfThePolicyThatTheCallerGives_isAdoptedForExactlyThatFile() {
    project.branch();
    project.policy("trust: local").run();
    byte[] file = git.read(GateProject.POLICY).getBytes(StandardCharsets.UTF_8);
    byte[] other = "version: 1\n".getBytes(StandardCharsets.UTF_8);

    assertThat(GateProject.decide(project.gate().policy(Policies.read(file, "policy"))).accepted())
        .isTrue();
    GateProject.refuses(project.gate().policy(Policies.read(other, "policy")), GateRule.POLICY);
  }

  @Test
  void decide_entryThatLeadsBackBeforeThePolicy_doesNotLoosenItAtTheTrustedRevision() {
    String before = git.git("rev-parse", "HEAD");
    project.signedPolicy().git().commitAll("policy");
    git.write("src/app.txt", "two\n").commitAll("work on main");
    AuditEntry entry = project.run();
    project.forge(
        entry,
        members -> {
          members.put(
              "git",
              Json.object()
                  .put("base", "HEAD")
                  .put("shaBefore", before)
                  .put("shaAfter", before)
                  .put("clean", true)
                  .build());
          return members;
        });

    GateDecision decision = GateProject.decide(project.gate().trust(Trust.ref("HEAD")));

    assertThat(GateProject.finding(decision, GateRule.TRUST).outcome()).isEqualTo(Outcome.BROKEN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "version: 2",
        "trust: local",
        "version: 1\ntrust: keyles",
        "version: 1\ntrusts: local",
        "version: 1\ntrust: key-signed"
      })
  void decide_policyThatIsNotValid_isAnErrorWithFileAndKey(String policy) {
    git.write(GateProject.POLICY, policy);
    project.branch().run();

    assertThatThrownBy(project::decide)
        .isInstanceOf(SpecException.class)
        .hasMessageContaining(".loopgen/policy.yaml at the base");
  }

  @Test
  void decide_policyThatRequiresALoopThatIsNotThere_isAnError() {
    project.policy("require:", "  - loop: other").branch().run();

    assertThatThrownBy(project::decide)
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("other");
  }

  @Test
  void decide_loopOfTheCaller_isRequiredBesideThoseOfThePolicy() {
    git.write(LoopProject.SPEC, TWO_LOOPS);
    project.policy("require:", "  - loop: check").branch().run();
    project.accepts();

    List<Finding> broken =
        GateProject.refuses(project.gate().require("lint"), GateRule.PASSING_RUN);

    assertThat(broken).extracting(Finding::loop).containsExactly(Optional.of("lint"));
  }

  @Test
  void decide_ageOfThePolicy_refusesAnOlderRunAndAWaiverExcusesIt() {
    project.policy("freshness: {maxAge: 30m}").branch().run();
    project.accepts();
    Clock later = Clock.fixed(Instant.now().plusSeconds(3600), ZoneOffset.UTC);

    GateProject.refuses(project.gate().clock(later), GateRule.FRESHNESS);

    GateProject waived = GateProject.in(root.resolve("waived"));
    waived.policy("freshness: {maxAge: 30m}", waiver("freshness", "2999-12-31")).branch().run();
    GateDecision decision = GateProject.decide(waived.gate().clock(later));
    assertThat(decision.accepted()).isTrue();
    Finding finding = GateProject.finding(decision, GateRule.FRESHNESS);
    assertThat(finding.outcome()).isEqualTo(Outcome.WAIVED);
    assertThat(finding.showed()).contains("until 2999-12-31, for which ops answers: a reason");
    GateProject.refuses(
        waived.gate().clock(later).maxAge(Duration.ofMinutes(1)), GateRule.FRESHNESS);
  }

  @Test
  void decide_waiver_countsThroughItsLastDayAndIsAReasonToRefuseAfter() {
    project.signedPolicy(waiver("trust", "2999-12-31")).branch().run();

    assertThat(decideAt("2999-12-31T23:59:59Z").accepted()).isTrue();
    GateProject.refuses(
        project.gate().clock(at("3000-01-01T00:00:00Z")), GateRule.TRUST, GateRule.WAIVERS);
  }

  @Test
  void decide_waiverOfThePolicy_excusesNothingThatTheCallerDemands() {
    project.signedPolicy(waiver("trust", "2999-12-31")).branch().run();
    project.accepts();

    GateProject.refuses(project.gate().trustTier(TrustTier.KEY_SIGNED), GateRule.TRUST);
    GateProject.refuses(
        project.gate().trust(Trust.local().expecting(project.signer().identity())), GateRule.TRUST);
  }

  @Test
  void decide_expiredWaiverThatNothingNeeds_isRefused() {
    project.policy(waiver("trust", "2020-01-01")).branch().run();

    assertThat(project.refuses(GateRule.WAIVERS).get(0).showed())
        .contains("2020-01-01", "has expired");
  }

  @Test
  void decide_waiverOfAnotherRuleOrLoop_excusesNothing() {
    git.write(LoopProject.SPEC, TWO_LOOPS);
    project
        .policy(
            "require:",
            "  - loop: check",
            "  - loop: lint",
            "waivers:",
            "  - {rule: passing-run, loop: lint, owner: ops, reason: flaky, expires: 2999-12-31}")
        .branch();
    project.refuses(GateRule.LEDGER);

    project.loops().run(RunRequest.of("lint"));
    List<Finding> broken = project.refuses(GateRule.PASSING_RUN);
    assertThat(broken).extracting(Finding::loop).containsExactly(Optional.of("check"));
    project.run();
    project.accepts();
    GateProject.refuses(
        project.gate().require("lint").since(Instant.now().plusSeconds(9)), GateRule.FRESHNESS);
  }

  @Test
  void decide_waivedLoopThatFailed_isExcusedUnlessTheCallerRequiresIt() {
    git.write(LoopProject.SPEC, TWO_LOOPS);
    project
        .policy(
            "require:",
            "  - loop: check",
            "  - loop: lint",
            "waivers:",
            "  - {rule: passing-run, loop: lint, owner: ops, reason: flaky, expires: 2999-12-31}")
        .branch()
        .run();

    project.accepts();
    GateProject.refuses(project.gate().require("lint"), GateRule.PASSING_RUN);
  }

  @Test
  void decide_waiverThatTheChangeAddsItself_excusesNothing() {
    project.signedPolicy().branch();
    project.signedPolicy(waiver("trust", "2999-12-31")).git().commitAll("excuse myself");
    project.run();

    project.refuses(GateRule.POLICY, GateRule.TRUST);
  }

  @Test
  void decide_waiverOfAnEditedCommandFile_letsItThrough() {
    git.write("check.sh", "true\n");
    git.write(LoopProject.SPEC, LoopProject.loop("sh check.sh"));
    project.policy(waiver("command-files", "2999-12-31")).branch();
    git.write("check.sh", "true # edited\n");
    AuditEntry entry = project.run();
    project.forge(
        entry,
        members -> {
          members.put("passed", Json.of(true));
          return members;
        });

    assertThat(GateProject.finding(project.decide(), GateRule.COMMAND_FILES).outcome())
        .isEqualTo(Outcome.WAIVED);
  }

  @Test
  void decide_checkpointThatThePolicyNames_isAskedFor() {
    AuditEntry entry = project.run();
    Sha256 hash = Sha256.ofHex(entry.hash().orElseThrow());
    Checkpoint met =
        EntryGraph.of(project.loops().ledger())
            .treeHead(hash)
            .map(head -> new Checkpoint("example.org/shop", head.size(), head.root()))
            .orElseThrow();
    git.write(".loopgen/kept", "a note");
    project.policy("checkpoints:", "  - file: .loopgen/kept", "    keys: [the key]").branch().run();

    assertThat(project.decide()).isInstanceOf(GateDecision.Undecided.class);
    assertThat(decideWith((file, keys) -> List.of(met)).accepted()).isTrue();
    refusesWith((file, keys) -> List.of(met, new Checkpoint(met.origin(), 9, met.root())));
    refusesWith(
        (file, keys) -> {
          throw new AttestationException("The key did not sign it.");
        });
  }

  @Test
  void decide_checkpointThatTheBaseDoesNotHave_isRefusedThoughTheDiskHasIt() {
    project.policy("checkpoints:", "  - file: .loopgen/kept", "    keys: [the key]").branch();
    git.write(".loopgen/kept", "a note");
    project.run();

    refusesWith((file, keys) -> List.of());
  }

  private GateDecision decideWith(CheckpointVerifier verifier) {
    return GateProject.decide(project.gate().checkpointVerifier(verifier));
  }

  private void refusesWith(CheckpointVerifier verifier) {
    GateProject.refuses(project.gate().checkpointVerifier(verifier), GateRule.ANCHORS);
  }

  private GateDecision decideAt(String instant) {
    return GateProject.decide(project.gate().clock(at(instant)));
  }

  private static Clock at(String instant) {
    return Clock.fixed(Instant.parse(instant), ZoneOffset.UTC);
  }

  private static String waiver(String rule, String expires) {
    return "waivers:\n  - {rule: "
        + rule
        + ", owner: ops, reason: a reason, expires: "
        + expires
        + "}";
  }
}
