package dev.loopgen.core.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.attest.AttestationOutcome;
import dev.loopgen.api.attest.SignedBundle;
import dev.loopgen.api.gate.Finding.Outcome;
import dev.loopgen.api.gate.GateDecision;
import dev.loopgen.api.gate.GateRule;
import dev.loopgen.api.gate.Waiver;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.run.Failure;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.api.run.Trust;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.core.Loopgen;
import dev.loopgen.core.fixture.GateProject;
import dev.loopgen.core.fixture.LoopProject;
import dev.loopgen.core.fixture.TestRepository;
import dev.loopgen.core.fixture.TestSigner;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever forks from an old commit brings nothing back that the trusted revision took away. */
@Tag("slow")
final class TrustedTipTest {

  private static final Trust MAIN = Trust.ref("main");

  @TempDir private Path root;
  private GateProject project;
  private TestRepository git;

  @BeforeEach
  void makeAProject() {
    project = GateProject.in(root.resolve("r"));
    git = project.git();
  }

  @Test
  void decide_runSignedByAKeyThatTheTipTookBack_isRefused() throws Exception {
    project.signedPolicy();
    String old = git.commitAll("the key may sign");
    policyOf(new TestSigner());
    git.commitAll("the key leaked");
    fork(old);
    RunResult signed =
        Loopgen.runner(git.root())
            .trust(MAIN)
            .attestor(project.signer())
            .build()
            .run(RunRequest.of("check"));
    assertThat(signed.passed()).isTrue();
    assertThat(signed.attestation()).isInstanceOf(AttestationOutcome.Signed.class);

    assertThat(decide(Trust.ref(old)).accepted()).isTrue();
    GateProject.refuses(project.gate().trust(MAIN), GateRule.TRUST);
  }

  @Test
  void decide_policyThatDidNotExistAtTheFork_holds() {
    String old = git.git("rev-parse", "HEAD");
    project.signedPolicy();
    git.commitAll("runs must be signed from now on");
    fork(old);
    assertThat(run(MAIN).passed()).isTrue();

    GateProject.refuses(project.gate().trust(MAIN), GateRule.TRUST);
  }

  @Test
  void decide_waiverOfTheForksPolicyThatTheTipRemoved_excusesNothing() {
    project.signedPolicy(
        "waivers:", "  - {rule: trust, owner: ops, reason: a reason, expires: 2999-12-31}");
    String old = git.commitAll("excused");
    project.signedPolicy();
    git.commitAll("not excused any more");
    fork(old);
    run(MAIN);

    assertThat(decide(Trust.ref(old)).accepted()).isTrue();
    GateProject.refuses(project.gate().trust(MAIN), GateRule.TRUST);
  }

  @Test
  void decide_waiverOfASignerThatTheTipTookOut_excusesNothing() {
    TestSigner ops = new TestSigner();
    project.signedPolicy("waiverSigners:", "  - key: " + Json.of(ops.pem()).canonical());
    String old = git.commitAll("ops may waive");
    project.signedPolicy();
    git.commitAll("nobody may");
    fork(old);
    run(MAIN);
    SignedBundle waiver =
        ops.waive(
            new Waiver(GateRule.TRUST, "check", "ops", "a reason", LocalDate.parse("2999-12-31")),
            GitId.of(git.git("rev-list", "--max-parents=0", "HEAD")),
            Optional.empty(),
            Instant.parse("2026-01-01T00:00:00Z"));
    git.write(".loopgen/attestations/one" + waiver.kind().suffix(), waiver.json());

    assertThat(decide(Trust.ref(old)).accepted()).isTrue();
    GateProject.refuses(project.gate().trust(MAIN), GateRule.TRUST);
  }

  @Test
  void decide_commitThatTheTrustedBranchHasAlready_isJudgedByTheTipsPolicy() {
    String old = git.git("rev-parse", "HEAD");
    project.signedPolicy();
    git.commitAll("runs must be signed from now on");
    git.git("checkout", "-q", "--detach", old);
    run(MAIN);

    GateProject.refuses(project.gate().trust(MAIN), GateRule.TRUST);
  }

  @Test
  void run_acknowledgementThatTheTipTookBack_explainsNothing() {
    String blob = git.sh("echo theirs | git hash-object --stdin");
    git.write(
        ".loopgen/acknowledgements.yaml",
        "acknowledgements:\n  - {path: secret, content: 100644 "
            + blob
            + ", owner: ops, reason: a rotation}\n");
    String old = git.commitAll("acknowledge");
    git.git("rm", "-q", ".loopgen/acknowledgements.yaml");
    git.commitAll("taken back");
    fork(old);
    git.write("secret", "theirs\n").commitAll("rotate");

    assertThat(run(Trust.ref(old)).passed()).isTrue();
    assertThat(run(MAIN).failures()).hasOnlyElementsOfType(Failure.ForbiddenPath.class);
    assertThat(decide(MAIN)).isInstanceOf(GateDecision.Refused.class);
  }

  @Test
  void run_specThatTheTipMadeHarder_runsTheTipsCommands() {
    String old = git.git("rev-parse", "HEAD");
    git.write(LoopProject.SPEC, LoopProject.loop("exit 7", "secret")).commitAll("harder");
    fork(old);

    RunResult result = run(MAIN);

    assertThat(result.spec().commands()).containsExactly("exit 7");
    assertThat(result.failures()).hasOnlyElementsOfType(Failure.CommandFailed.class);
    assertThat(result.warnings()).anyMatch(warning -> warning.contains("has a newer"));
  }

  @Test
  void run_honestForkWhoseSpecIsOlder_passesAndIsAcceptedUnderTheTips() {
    String old = git.git("rev-parse", "HEAD");
    String tip =
        git.write(LoopProject.SPEC, LoopProject.loop("echo harder", "secret")).commitAll("harder");
    fork(old);

    RunResult result = run(MAIN);

    assertThat(result.failures()).isEmpty();
    assertThat(base(result).string("commit")).contains(old);
    assertThat(base(result).string("trusted")).contains(tip);
    assertThat(decide(MAIN).accepted()).isTrue();
  }

  @Test
  void decide_runUnderTheForksSpecOnly_countsForNothing() {
    String old = git.git("rev-parse", "HEAD");
    git.write(LoopProject.SPEC, LoopProject.loop("exit 7", "secret")).commitAll("harder");
    fork(old);
    assertThat(run(Trust.ref(old)).passed()).isTrue();

    GateProject.refuses(project.gate().trust(MAIN), GateRule.PASSING_RUN);
  }

  @Test
  void run_changeThatEditsTheForksSpec_isRefused() {
    String old = git.git("rev-parse", "HEAD");
    git.write(LoopProject.SPEC, LoopProject.loop("echo harder", "secret")).commitAll("harder");
    fork(old);
    git.write(LoopProject.SPEC, LoopProject.loop("echo mine", "secret")).commitAll("easier");

    assertThat(run(MAIN).failures()).hasOnlyElementsOfType(Failure.SpecChanged.class);
  }

  @Test
  void run_specOfTheTipTakenOver_isHonest() {
    String old = git.git("rev-parse", "HEAD");
    git.write(LoopProject.SPEC, LoopProject.loop("echo harder", "secret")).commitAll("harder");
    fork(old);
    git.git("checkout", "-q", "main", "--", LoopProject.SPEC);
    git.commitAll("as on main");

    assertThat(run(MAIN).failures()).isEmpty();
  }

  @Test
  void run_patternOfEitherCommit_isForbidden() {
    String old = git.git("rev-parse", "HEAD");
    git.write(LoopProject.SPEC, LoopProject.loop("true", "keys")).commitAll("others");
    fork(old);
    git.write("secret", "theirs\n").write("keys", "theirs\n").commitAll("both");

    assertThat(run(MAIN).failures())
        .extracting(failure -> ((Failure.ForbiddenPath) failure).path())
        .containsExactlyInAnyOrder("keys", "secret");
    GateProject.refuses(project.gate().trust(MAIN), GateRule.FORBIDDEN_PATHS, GateRule.PASSING_RUN);
  }

  @Test
  void run_treeThatLacksAFileOfTheTipsCommands_isAskedToMergeFirst() {
    String old = git.git("rev-parse", "HEAD");
    git.write("check.sh", "true\n");
    git.write("tests/one", "1\n");
    git.write(LoopProject.SPEC, LoopProject.loop("sh check.sh && ls tests", "secret"));
    git.commitAll("a check");
    fork(old);

    assertThatThrownBy(() -> run(MAIN))
        .isInstanceOf(RepositoryException.class)
        .hasMessageContaining("name check.sh, tests, which this tree lacks")
        .hasMessageContaining("Merge the trusted revision, or rebase onto it, first");
    assertThatThrownBy(() -> decide(MAIN)).isInstanceOf(RepositoryException.class);
    git.git("merge", "-q", "--no-edit", "main");
    assertThat(run(MAIN).failures()).isEmpty();
    assertThat(decide(MAIN).accepted()).isTrue();
  }

  @Test
  void decide_scriptOfACommandThatIsOlderThanAtTheTip_isUndecided() {
    git.write("check.sh", "true\n");
    git.write(LoopProject.SPEC, LoopProject.loop("sh check.sh", "secret"));
    String old = git.commitAll("a check");
    git.write("check.sh", "exit 7\n").commitAll("harder");
    fork(old);

    RunResult result = run(MAIN);

    assertThat(result.warnings()).anyMatch(warning -> warning.contains("name check.sh"));
    GateDecision decision = decide(MAIN);
    assertThat(decision).isInstanceOf(GateDecision.Undecided.class);
    assertThat(GateProject.finding(decision, GateRule.COMMAND_FILES).outcome())
        .isEqualTo(Outcome.UNDECIDED);
    git.git("merge", "-q", "--no-edit", "main");
    assertThat(run(MAIN).failures()).hasOnlyElementsOfType(Failure.CommandFailed.class);
  }

  @Test
  void run_scriptOfACommandRemovedByTheChange_isACommandFileChanged() {
    git.write("check.sh", "true\n");
    git.write(LoopProject.SPEC, LoopProject.loop("sh check.sh || true", "secret"));
    String old = git.commitAll("a check");
    git.write("other", "1\n").commitAll("more");
    fork(old);
    git.git("rm", "-q", "check.sh");
    git.commitAll("removed");

    assertThat(run(MAIN).failures()).hasOnlyElementsOfType(Failure.CommandFileChanged.class);
  }

  private void fork(String commit) {
    git.git("checkout", "-qb", "feature", commit);
    git.write("src/app.txt", "feature\n").commitAll("work");
  }

  private void policyOf(TestSigner other) {
    project.policy("trust: key-signed", "signers:", "  - key: " + Json.of(other.pem()).canonical());
  }

  private RunResult run(Trust trust) {
    return project.loops().run(trust, RunRequest.of("check"));
  }

  private GateDecision decide(Trust trust) {
    return GateProject.decide(project.gate().trust(trust));
  }

  private static Json.Obj base(RunResult result) {
    return result
        .facts()
        .object("judgement")
        .flatMap(judgement -> judgement.object("base"))
        .orElseThrow();
  }
}
