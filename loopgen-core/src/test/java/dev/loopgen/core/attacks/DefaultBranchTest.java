package dev.loopgen.core.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.core.fixture.LoopProject;
import dev.loopgen.core.fixture.TestRepository;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which of several default branches a change is compared with. */
@Tag("slow")
final class DefaultBranchTest {

  @TempDir private Path root;
  private LoopProject project;
  private TestRepository git;
  private String old;
  private String reviewed;

  /** A branch off a commit that others reviewed and that touches a secret. */
  @BeforeEach
  void commitAReviewedSecret() {
    project = LoopProject.forbidding(root, "secret");
    git = project.repository();
    old = git.git("rev-parse", "HEAD");
    reviewed = git.write("secret", "reviewed\n").commitAll("reviewed");
    git.git("checkout", "-q", "-b", "feature");
    git.write("src/app.txt", "two\n").commitAll("work");
    git.git("branch", "-q", "-D", "main");
  }

  @Test
  void run_forkThatLagsBehindUpstream_isComparedWithUpstream() {
    remoteMain("origin", old);
    remoteMain("upstream", reviewed);

    assertThat(project.passes().facts().canonical()).contains("refs/remotes/upstream/main");
  }

  @Test
  void run_forkThatIsAheadOfUpstream_isComparedWithTheFork() {
    remoteMain("origin", reviewed);
    remoteMain("upstream", old);

    assertThat(project.passes().facts().canonical()).contains("refs/remotes/origin/main");
  }

  @Test
  void run_remoteOfAnotherNameThatHoldsTheChange_movesTheBaseNowhere() {
    git.git("branch", "main", old);
    remoteMain("friend", "HEAD");

    project.refusesPath("secret");
  }

  @Test
  void run_remoteOfAnotherNameBesideOrigin_hasNoSay() {
    remoteMain("origin", old);
    remoteMain("friend", "HEAD");

    project.refusesPath("secret");
  }

  @Test
  void run_onlyRemoteOfAnotherName_isTheRemote() {
    git.git("remote", "add", "forge", "https://example.test/forge.git");
    git.git("branch", "main", old);
    remoteMain("forge", reviewed);

    assertThat(project.passes().facts().canonical()).contains("refs/remotes/forge/main");
  }

  private void remoteMain(String remote, String commit) {
    git.git("update-ref", "refs/remotes/" + remote + "/main", commit);
  }
}
