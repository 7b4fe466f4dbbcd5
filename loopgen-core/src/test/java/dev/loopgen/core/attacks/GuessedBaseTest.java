package dev.loopgen.core.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.gate.Finding;
import dev.loopgen.api.gate.GateDecision;
import dev.loopgen.api.gate.GateRule;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.api.run.Trust;
import dev.loopgen.core.Loopgen;
import dev.loopgen.core.fixture.GateProject;
import dev.loopgen.core.fixture.LoopProject;
import dev.loopgen.core.fixture.TestRepository;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A base that nobody named is said to be a guess, and lets nothing through a gate. */
@Tag("slow")
final class GuessedBaseTest {

  private static final String LOUD = "No committed change was judged";

  @TempDir private Path scratch;
  private TestRepository origin;
  private LoopProject clone;
  private TestRepository git;

  /** A job's clone of one branch, which commits a secret, of a remote with an unknown default. */
  @BeforeEach
  void fetchOneBranch() {
    LoopProject project = LoopProject.forbidding(scratch.resolve("origin"), "secret");
    origin = project.repository();
    origin.git("branch", "-m", "develop");
    origin.git("checkout", "-qb", "change");
    origin.write("secret", "theirs\n").commitAll("work");
    git = TestRepository.init(scratch.resolve("clone"));
    git.git("remote", "add", "origin", "file://" + origin.root());
    git.git("fetch", "-q", "origin", "+refs/heads/change:refs/remotes/origin/change");
    git.git("checkout", "-q", "--detach", "origin/change");
    clone = LoopProject.at(git, git.root());
  }

  @Test
  void run_noDefaultBranchIsKnown_saysThatNothingCommittedWasJudged() {
    RunResult result = clone.passes();

    assertThat(result.warnings()).anyMatch(warning -> warning.startsWith(LOUD));
    assertThat(result.facts().canonical()).contains("\"guessed\":true");
  }

  @Test
  void decide_noDefaultBranchIsKnown_isUndecided() {
    clone.passes();

    assertIsUndecided(decide(Trust.local()));
  }

  @Test
  void decide_anotherCommitAfterAGuessedRun_isStillUndecided() {
    clone.passes();
    git.write("src/app.txt", "two\n").commitAll("harmless");
    RunResult result = clone.passes();

    assertThat(result.warnings()).anyMatch(warning -> warning.contains("was judged"));
    assertIsUndecided(decide(Trust.local()));
  }

  @Test
  void decide_localMainThatHoldsTheFetchedChange_isNoDefaultBranch() {
    git.git("checkout", "-q", "-B", "main", "origin/change");
    clone.passes();

    assertIsUndecided(decide(Trust.local()));
  }

  @Test
  void decide_localMainThatHoldsWhatWasFetchedByUrl_isNoDefaultBranch() {
    git = TestRepository.init(scratch.resolve("other"));
    git.git("fetch", "-q", "file://" + origin.root(), "change");
    git.git("reset", "-q", "--hard", "FETCH_HEAD");
    clone = LoopProject.at(git, git.root());
    clone.passes();

    assertIsUndecided(decide(Trust.local()));
  }

  @Test
  void decide_remoteBranchesRemovedFromAClone_leaveNoDefaultBranch() {
    origin.git("branch", "-m", "develop", "main");
    Path to = scratch.resolve("whole");
    origin.git("clone", "-q", "-b", "main", "file://" + origin.root(), to.toString());
    git = TestRepository.at(to);
    git.git("reset", "-q", "--hard", "origin/change");
    git.git("update-ref", "-d", "refs/remotes/origin/main");
    git.git("update-ref", "-d", "refs/remotes/origin/change");
    clone = LoopProject.at(git, to);
    clone.passes();

    assertIsUndecided(decide(Trust.local()));
  }

  @Test
  void run_defaultBranchSetForTheClone_seesTheSecret() {
    git.git("fetch", "-q", "origin", "+refs/heads/develop:refs/remotes/origin/develop");
    git.git("config", "init.defaultBranch", "develop");

    clone.refusesPath("secret");
  }

  @Test
  void run_remoteHeadSet_seesTheSecret() {
    git.git("fetch", "-q", "origin", "+refs/heads/develop:refs/remotes/origin/develop");
    git.git("remote", "set-head", "origin", "develop");

    clone.refusesPath("secret");
  }

  @Test
  void decide_callerNamesTheBase_decides() {
    String base = origin.git("rev-parse", "change");
    RunResult result = clone.run(Trust.ref(base), RunRequest.of("check"));

    assertThat(result.passed()).isTrue();
    assertThat(result.warnings()).noneMatch(warning -> warning.contains("was judged"));
    assertThat(decide(Trust.ref(base)).accepted()).isTrue();
  }

  @Test
  void decide_firstRunOnTheKnownDefaultBranch_isNoGuess() {
    LoopProject project = LoopProject.forbidding(scratch.resolve("local"), "secret");

    assertThat(project.passes().warnings()).noneMatch(warning -> warning.contains("was judged"));
    assertThat(decide(project.directory(), Trust.local()).accepted()).isTrue();
  }

  @Test
  void decide_defaultBranchOfAnyNameThatTheSettingsTell_isNoGuess() {
    LoopProject project = LoopProject.forbidding(scratch.resolve("local"), "secret");
    project.repository().git("branch", "-m", "trunk");
    assertThat(project.passes().warnings()).anyMatch(warning -> warning.startsWith(LOUD));
    project.repository().git("config", "init.defaultBranch", "trunk");

    assertThat(project.passes().warnings()).noneMatch(warning -> warning.contains("was judged"));
    assertThat(decide(project.directory(), Trust.local()).accepted()).isTrue();
  }

  @Test
  void decide_repositoryWithoutCommits_isUndecided() {
    LoopProject project =
        LoopProject.uncommitted(scratch.resolve("fresh"), LoopProject.loop("true"));
    project.passes();

    assertIsUndecided(decide(project.directory(), Trust.local()));
  }

  private GateDecision decide(Trust trust) {
    return decide(git.root(), trust);
  }

  private static GateDecision decide(Path project, Trust trust) {
    return GateProject.decide(Loopgen.gate(project).trust(trust));
  }

  private static void assertIsUndecided(GateDecision decision) {
    assertThat(decision.accepted()).isFalse();
    assertThat(GateProject.finding(decision, GateRule.BASE).outcome())
        .isEqualTo(Finding.Outcome.UNDECIDED);
    assertThat(decision).isInstanceOf(GateDecision.Undecided.class);
  }
}
