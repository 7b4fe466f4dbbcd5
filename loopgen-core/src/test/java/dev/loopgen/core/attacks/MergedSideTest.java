package dev.loopgen.core.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.gate.GateRule;
import dev.loopgen.api.run.Failure;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A merge hides nothing that its sides committed, and blames nobody for what others had reviewed.
 */
@Tag("slow")
final class MergedSideTest {

  @TempDir private Path root;
  private LoopProject project;
  private TestRepository git;
  private String base;

  @BeforeEach
  void commitASecret() {
    project = LoopProject.forbidding(root.resolve("r"), "secret");
    git = project.repository();
    base = git.write("secret", "ours\n").commitAll("secret");
  }

  @Test
  void run_forbiddenChangeUndoneOnTheMergedSide_isRefusedByRunAndGate() {
    leakAndUndo("pr");
    git.git("checkout", "-q", "--detach", "main");
    git.git("merge", "-q", "--no-ff", "-m", "Merge pr into main", "pr");

    refuses(run(Trust.ref(base)));
    GateProject.refuses(
        Loopgen.gate(git.root()).trust(Trust.ref(base)),
        GateRule.FORBIDDEN_PATHS,
        GateRule.PASSING_RUN);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void run_forbiddenChangeUndoneOnASideOfASide_isRefused(int sides) {
    leakAndUndo("deep");
    String merged = "deep";
    for (int side = 1; side < sides; side++) {
      git.git("checkout", "-qb", "side" + side, "main");
      git.git("merge", "-q", "--no-ff", "-m", "side " + side, merged);
      merged = "side" + side;
    }
    git.git("checkout", "-q", "--detach", "main");
    git.git("merge", "-q", "--no-ff", "-m", "all", merged);

    refuses(run(Trust.ref(base)));
  }

  @Test
  void run_forbiddenChangeUndoneOnOneOfManyMergedSides_isRefused() {
    leakAndUndo("bad");
    for (String side : new String[] {"a", "b"}) {
      git.git("checkout", "-qb", side, "main");
      git.write(side, "1\n").commitAll(side);
    }
    git.git("checkout", "-q", "--detach", "main");
    git.git("merge", "-q", "--no-ff", "-m", "octopus", "a", "bad", "b");

    refuses(run(Trust.ref(base)));
  }

  @Test
  void run_forbiddenChangeMadeByTheMergeItselfAndUndone_isRefused() {
    git.git("checkout", "-qb", "side", "main");
    git.write("other", "1\n").commitAll("side");
    git.git("checkout", "-qb", "pr", "main");
    git.git("merge", "-q", "--no-ff", "--no-commit", "side");
    git.write("secret", "theirs\n").commitAll("evil merge");
    git.write("secret", "ours\n").commitAll("undo");

    refuses(run(Trust.ref("main")));
  }

  @Test
  void run_oldContentBroughtBackByAMergeAndUndone_isRefused() {
    git.write("secret", "rotated\n").commitAll("rotated on main");
    git.git("checkout", "-qb", "old", base);
    git.write("other", "1\n").commitAll("side");
    git.git("checkout", "-qb", "pr", "main");
    git.git("merge", "-q", "--no-ff", "--no-commit", "old");
    git.write("secret", "ours\n").commitAll("takes the old one");
    git.write("secret", "rotated\n").commitAll("undo");

    refuses(run(Trust.ref("main")));
  }

  @Test
  void run_leakedAndUndoneOnABranchMergedIntoLocalMain_isRefused() {
    project.passes();
    leakAndUndo("feature");
    git.git("checkout", "-q", "main");
    git.git("merge", "-q", "--no-ff", "-m", "Merge feature", "feature");

    project.refusesPath("secret");
  }

  @Test
  void run_mainMergedTwiceWhileItRotatedTheSecret_isHonest() {
    git.git("checkout", "-qb", "feature");
    git.write("src/app.txt", "feature\n").commitAll("work");
    for (int rotation = 1; rotation <= 2; rotation++) {
      git.git("checkout", "-q", "main");
      git.write("secret", "rotation " + rotation + "\n").commitAll("rotate");
      git.git("checkout", "-q", "feature");
      git.git("merge", "-q", "--no-edit", "main");
    }

    RunResult result = run(Trust.ref("main"));

    assertThat(result.failures()).isEmpty();
  }

  @Test
  void run_platformsMergeOfAnHonestChange_isHonest() {
    git.git("checkout", "-qb", "pr");
    git.write("src/app.txt", "pr\n").commitAll("work");
    git.git("checkout", "-q", "main");
    String tip = git.write("secret", "rotated, reviewed\n").commitAll("rotate");
    git.git("checkout", "-q", "--detach", "main");
    git.git("merge", "-q", "--no-ff", "-m", "Merge pr into main", "pr");

    assertThat(run(Trust.ref(tip)).failures()).isEmpty();
    assertThat(run(Trust.ref("main")).failures()).isEmpty();
  }

  private void leakAndUndo(String branch) {
    git.git("checkout", "-qb", branch, "main");
    git.write("secret", "theirs\n").commitAll("in");
    git.write("secret", "ours\n").commitAll("out");
    git.write("src/" + branch, "work\n").commitAll("work");
  }

  private RunResult run(Trust trust) {
    return project.run(trust, RunRequest.of("check"));
  }

  private static void refuses(RunResult result) {
    assertThat(result.passed()).isFalse();
    assertThat(result.failures())
        .filteredOn(Failure.ForbiddenPath.class::isInstance)
        .extracting(failure -> ((Failure.ForbiddenPath) failure).path())
        .containsExactly("secret");
  }
}
