package dev.loopgen.core.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.SpecException;
import dev.loopgen.api.gate.GateDecision;
import dev.loopgen.api.run.Failure;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.api.run.Trust;
import dev.loopgen.api.spec.LoopSpec;
import dev.loopgen.core.Loopgen;
import dev.loopgen.core.fixture.LoopProject;
import dev.loopgen.core.fixture.TestRepository;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commits do not wash a forbidden change clean, and honest history is let through. */
@Tag("slow")
final class HistoryTest {

  @TempDir private Path root;
  private LoopProject project;
  private TestRepository git;

  @BeforeEach
  void commitASecret() {
    project = LoopProject.forbidding(root.resolve("r"), "secret");
    git = project.repository();
    git.write("secret", "ours\n").commitAll("secret");
  }

  @Test
  void run_forbiddenChangeCommittedOnMain_staysRefused() {
    project.passes();
    git.write("secret", "theirs\n").commitAll("quick fix");

    project.refusesPath("secret");
    project.refusesPath("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "checkout -q --detach",
        "checkout -q -b other",
        "checkout -q --detach HEAD~1",
        "checkout -q -b master",
        "branch -m main trunk; git config init.defaultBranch trunk; git checkout -q --detach"
      })
  void run_besideTheBranchThatHoldsTheForbiddenChange_staysRefused(String step) {
    project.passes();
    git.write("secret", "theirs\n").commitAll("leak");
    git.write("src/app.txt", "two\n").commitAll("more");
    git.sh("git " + step);

    project.refusesPath("secret");
  }

  @Test
  void run_forbiddenChangeCommittedAndRevertedLater_isRefused() {
    project.passes();
    git.write("secret", "theirs\n").commitAll("in");
    git.write("secret", "ours\n").commitAll("out");

    project.refusesPath("secret");
  }

  @Test
  void run_forbiddenChangeAmendedIntoTheVerifiedCommit_isRefused() {
    project.passes();
    git.write("secret", "theirs\n").git("add", "secret");
    git.git("commit", "-q", "--amend", "--no-edit");

    project.refusesPath("secret");
  }

  @Test
  void run_repositoryRecreatedAroundTheChange_isRefused() {
    project.passes();
    git.write("secret", "theirs\n").sh("rm -rf .git; git init -q -b main");
    git.commitAll("everything");

    project.refusesPath("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"main", "master", "trunk"})
  void run_firstRunOnABranchWhoseCommitsChangedASecret_isRefused(String mainBranch) {
    git.git("branch", "-m", mainBranch);
    git.git("config", "init.defaultBranch", mainBranch);
    git.git("checkout", "-qb", "feature");
    git.write("secret", "theirs\n").commitAll("work");

    RunResult result =
        project.run(Trust.ref(mainBranch), RunRequest.builder().loop("check").build());

    assertThat(result.failures()).hasAtLeastOneElementOfType(Failure.ForbiddenPath.class);
  }

  @Test
  void run_baseThatAlreadyHoldsTheChange_neverNarrowsTheRange() {
    git.git("checkout", "-qb", "feature");
    String own = git.write("secret", "theirs\n").commitAll("work");

    RunResult result = project.run(RunRequest.builder().loop("check").base(own).build());

    assertThat(result.failures()).hasAtLeastOneElementOfType(Failure.ForbiddenPath.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nowhere",
        "origin/main",
        "0123456789012345678901234567890123456789",
        "--output=x",
        "-h",
        " "
      })
  void run_baseThatDoesNotResolve_isAnErrorAndNeverNoChanges(String base) {
    git.write("secret", "theirs\n");

    assertThatThrownBy(() -> project.run(RunRequest.builder().loop("check").base(base).build()))
        .isInstanceOf(RepositoryException.class)
        .hasMessageContaining(base);
    assertThat(project.ledger().entries()).isEmpty();
  }

  @Test
  void run_shallowClone_wantsAnExplicitBase(@TempDir Path clone) {
    git.write("src/app.txt", "two\n").commitAll("more");
    git.git("clone", "-q", "--depth", "1", "file://" + git.root(), clone.resolve("c").toString());
    LoopProject shallow = LoopProject.at(TestRepository.at(clone.resolve("c")), clone.resolve("c"));

    assertThatThrownBy(shallow::run)
        .isInstanceOf(RepositoryException.class)
        .hasMessageContaining("shallow");
  }

  @Test
  void run_tamperedObjectOfTheBase_isAnError() throws Exception {
    String blob = git.git("rev-parse", "HEAD:" + LoopProject.SPEC);
    Path object = git.path(".git/objects/" + blob.substring(0, 2) + "/" + blob.substring(2));
    String other =
        git.sh("sed 's/secret/nothing/' " + LoopProject.SPEC + " | git hash-object -w --stdin");
    Path forged = git.path(".git/objects/" + other.substring(0, 2) + "/" + other.substring(2));
    Files.delete(object);
    Files.copy(forged, object);
    git.write("secret", "theirs\n");

    assertThatThrownBy(project::run)
        .isInstanceOf(RepositoryException.class)
        .hasMessageContaining(blob);
  }

  @Test
  void run_mainMergedIntoTheBranch_isHonest() {
    git.git("checkout", "-qb", "feature");
    git.write("src/app.txt", "feature\n").commitAll("work");
    git.git("checkout", "-q", "main");
    git.write("secret", "ours, rotated\n").commitAll("rotate");
    git.git("checkout", "-q", "feature");
    git.git("merge", "-q", "--no-edit", "main");

    RunResult result = project.run(Trust.ref("main"), RunRequest.of("check"));

    assertThat(result.passed()).as(result.failures().toString()).isTrue();
  }

  @Test
  void run_branchRebasedAndSquashed_isHonest() {
    git.git("checkout", "-qb", "feature");
    git.write("src/app.txt", "a\n").commitAll("a");
    project.passes();
    git.write("src/app.txt", "b\n").commitAll("b");
    git.git("checkout", "-q", "main");
    git.write("other.txt", "x\n").commitAll("other");
    git.git("checkout", "-q", "feature");
    git.git("rebase", "-q", "main");
    project.passes();
    git.git("reset", "-q", "--soft", "main");
    git.git("commit", "-qm", "squashed");

    project.passes();
  }

  @Test
  void run_changeAcknowledgedAtTheBase_isLetThroughAndRecorded() {
    acknowledge("rotated\n", "2099-01-01");
    git.commitAll("acknowledge");
    git.git("checkout", "-qb", "feature");
    git.write("secret", "rotated\n").commitAll("rotate");

    RunResult result = project.passes();

    assertThat(result.facts().canonical()).contains("the rotation of May");
    git.write("secret", "another\n");
    project.refusesPath("secret");
  }

  @Test
  void run_acknowledgementThatExpired_explainsNothing() {
    acknowledge("rotated\n", "2020-01-01");
    git.commitAll("acknowledge");
    git.git("checkout", "-qb", "feature");
    git.write("secret", "rotated\n").commitAll("rotate");

    project.refusesPath("secret");
  }

  @Test
  void run_acknowledgementInTheChangeItself_explainsNothing() {
    project.passes();
    git.git("checkout", "-qb", "feature");
    acknowledge("theirs\n", "2099-01-01");
    git.write("secret", "theirs\n").commitAll("work");

    project.refusesPath("secret");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void run_passOfAnEasierLoopOfTheSameName_doesNotMoveTheBase(boolean named) {
    String verified = git.git("rev-parse", "HEAD");
    project.passes();
    git.write(LoopProject.SPEC, LoopProject.loop("true")).commitAll("easier");
    easierRun();
    git.write("src/app.txt", "two\n").commitAll("work");
    easierRun();

    RunRequest.Builder request = RunRequest.builder();
    RunResult result = project.run((named ? request.loop("check") : request).build());

    assertThat(result.failures()).hasAtLeastOneElementOfType(Failure.SpecChanged.class);
    assertThat(baseOf(result)).isEqualTo(verified);
  }

  @Test
  void decide_afterAPassOfAnEasierLoop_refuses() throws InterruptedException {
    project.passes();
    git.write(LoopProject.SPEC, LoopProject.loop("true")).commitAll("easier");
    easierRun();

    GateDecision decision = Loopgen.gate(git.root()).require("check").build().decide();

    assertThat(decision).isInstanceOf(GateDecision.Refused.class);
    assertThat(decision.toString()).contains("is not the one of the base");
  }

  @Test
  void run_passOfAnotherLoop_movesNoBaseWhereNoLoopIsNamed() {
    String verified = git.git("rev-parse", "HEAD");
    project.passes();
    git.write("src/app.txt", "two\n").commitAll("work");
    LoopSpec other = LoopSpec.builder("other").command("true").build();
    assertThat(project.run(RunRequest.builder().spec(other).build()).passed()).isTrue();

    assertThat(baseOf(project.run(RunRequest.builder().build()))).isEqualTo(verified);
  }

  @Test
  void run_passUnderAnAdoptedSpec_movesTheBaseOnceThatIsCommitted() {
    project.passes();
    git.write(LoopProject.SPEC, LoopProject.loop("echo harder", "secret"));
    String adopted = git.commitAll("harder");
    String digest = project.refuses(Failure.SpecChanged.class).found();
    assertThat(project.run(Trust.local().spec(digest), RunRequest.of("check")).failures())
        .isEmpty();
    git.write("src/app.txt", "two\n").commitAll("work");

    assertThat(baseOf(project.passes())).isEqualTo(adopted);
  }

  @Test
  void run_widerBaseRequestedAfterAPassOfAnEasierLoop_isNoNarrowerThanTheVerifiedOne() {
    String verified = git.git("rev-parse", "HEAD");
    project.passes();
    git.write("secret", "theirs\n").commitAll("quick fix");
    git.write("src/app.txt", "two\n").commitAll("work");
    easierRun();
    git.write("src/app.txt", "three\n").commitAll("more work");

    RunResult result = project.run(RunRequest.builder().loop("check").base("HEAD~2").build());

    assertThat(baseOf(result)).isEqualTo(verified);
    assertThat(result.failures()).hasAtLeastOneElementOfType(Failure.ForbiddenPath.class);
  }

  @Test
  void run_onlyPassesOfOtherSpecs_looksAtNoLessThanSinceTheLastOfThem() {
    easierRun();
    String verified = git.git("rev-parse", "HEAD");
    git.write("secret", "theirs\n").commitAll("quick fix");

    RunResult result = project.run();

    assertThat(baseOf(result)).isEqualTo(verified);
    assertThat(result.failures()).hasAtLeastOneElementOfType(Failure.ForbiddenPath.class);
  }

  @Test
  void run_changeThatBringsAnInvalidListOfAcknowledgements_isNotJudged() {
    project.passes();
    git.write(".loopgen/acknowledgements.yaml", "acknowledgements:\n  - path: secret\n");

    assertThatThrownBy(project::run)
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("in the work tree, acknowledgements[0], must have content");
  }

  @Test
  void run_invalidListOfAcknowledgementsAtTheBase_namesAWayOut() {
    String before = git.git("rev-parse", "HEAD");
    git.write(".loopgen/acknowledgements.yaml", "acknowledgements: all\n").commitAll("invalid");
    git.git("rm", "-q", ".loopgen/acknowledgements.yaml");

    assertThatThrownBy(project::run)
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("at the base must have a list")
        .hasMessageContaining("trust that revision");
    git.commitAll("corrected");
    assertThat(project.run(Trust.ref(before), RunRequest.of("check")).passed()).isTrue();
  }

  @Test
  void run_commitBetweenWithAModeThatGitHasNot_isASentence() throws Exception {
    project.passes();
    ByteArrayOutputStream tree = new ByteArrayOutputStream();
    tree.writeBytes("10644 secret\0".getBytes(StandardCharsets.US_ASCII));
    tree.writeBytes(HexFormat.of().parseHex(git.git("hash-object", "-w", "secret")));
    Files.write(root.resolve("tree"), tree.toByteArray());
    git.sh(
        "tree=$(git hash-object -t tree -w --literally ../tree)"
            + " && odd=$(git commit-tree -p HEAD -m odd $tree)"
            + " && git update-ref HEAD $(git commit-tree -p $odd -m back HEAD^{tree})");

    assertThatThrownBy(project::run)
        .isInstanceOf(RepositoryException.class)
        .hasMessageContaining("not a file mode of git: 10644");
  }

  private void easierRun() {
    LoopSpec easier = LoopSpec.builder("check").command("true").build();
    assertThat(project.run(RunRequest.builder().spec(easier).build()).passed()).isTrue();
  }

  private static String baseOf(RunResult result) {
    return result
        .facts()
        .object("judgement")
        .flatMap(judgement -> judgement.object("base"))
        .flatMap(base -> base.string("commit"))
        .orElseThrow();
  }

  private void acknowledge(String content, String expires) {
    git.write("secret.new", content);
    String blob = git.git("hash-object", "secret.new");
    git.sh("rm secret.new");
    git.write(
        ".loopgen/acknowledgements.yaml",
        "acknowledgements:\n  - path: secret\n    content: 100644 "
            + blob
            + "\n    reason: the rotation of May\n    owner: ops\n    expires: "
            + expires
            + "\n");
  }
}
