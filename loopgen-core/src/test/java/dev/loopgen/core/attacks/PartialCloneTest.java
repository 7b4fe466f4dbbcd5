package dev.loopgen.core.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.run.Failure;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.api.run.Trust;
import dev.loopgen.core.GateBuilder;
import dev.loopgen.core.Loopgen;
import dev.loopgen.core.fixture.GateProject;
import dev.loopgen.core.fixture.LoopProject;
import dev.loopgen.core.fixture.TestRepository;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A partial clone is judged where it holds enough, and else refused before anything runs. */
@Tag("slow")
final class PartialCloneTest {

  private static final String REMEDY = "git fetch --refetch --no-filter origin";

  @TempDir private Path scratch;
  private TestRepository origin;
  private String base;

  @BeforeEach
  void commitAChange() {
    Path ran = scratch.resolve("ran");
    origin = LoopProject.running(scratch.resolve("origin"), "touch " + ran).repository();
    origin.git("config", "uploadpack.allowFilter", "true");
    origin.write("conf/.gitignore", "*.log\n").write("conf/a.txt", "first\n");
    base = origin.commitAll("base");
    origin.git("checkout", "-qb", "change");
    origin.write("src/app.txt", "two\n").commitAll("work");
  }

  @Test
  void run_changedFileWhoseOldContentIsMissing_isJudged() {
    LoopProject clone = clone("blob:none");

    RunResult result = clone.run(Trust.ref(base), RunRequest.of("check"));

    assertThat(result.passed()).as(result.failures().toString()).isTrue();
    assertThat(clone.repository().git("rev-list", "--objects", "--all", "--missing=print"))
        .contains("?");
    assertThat(GateProject.decide(gate(clone)).accepted()).isTrue();
  }

  @Test
  void run_forbiddenFileWhoseOldContentIsMissing_isRefused() {
    origin.git("checkout", "-q", "main");
    origin.write(LoopProject.SPEC, LoopProject.loop("true", "src/")).commitAll("forbid");
    base = origin.git("rev-parse", "HEAD");
    origin.git("checkout", "-q", "change");
    origin.git("rebase", "-q", "main");
    LoopProject clone = clone("blob:none");

    assertThat(clone.run(Trust.ref(base), RunRequest.of("check")).failures())
        .hasAtLeastOneElementOfType(Failure.ForbiddenPath.class);
  }

  @Test
  void run_specOrIgnoreFileOfTheBaseIsMissing_isRefusedBeforeAnythingRuns() {
    origin.write("conf/.gitignore", "*.log\n*.tmp\n").commitAll("ignore more");
    assertIsRefused(clone("blob:none"), "blob:none");
  }

  @Test
  void run_treesAreMissing_isRefusedBeforeAnythingRuns() {
    origin.write("conf/a.txt", "two\n").commitAll("more");
    assertIsRefused(clone("tree:0"), "tree:0");
  }

  @Test
  void run_afterTheCommandThatTheRefusalNames_isJudged() {
    origin.write("conf/a.txt", "two\n").commitAll("more");
    LoopProject clone = clone("tree:0");
    clone.repository().sh(REMEDY);

    assertThat(clone.run(Trust.ref(base), RunRequest.of("check")).passed()).isTrue();
  }

  private void assertIsRefused(LoopProject clone, String filter) {
    assertThatThrownBy(() -> clone.run(Trust.ref(base), RunRequest.of("check")))
        .isInstanceOf(RepositoryException.class)
        .hasMessageContaining("partial clone")
        .hasMessageContaining(filter)
        .hasMessageContaining(REMEDY);
    assertThat(Files.exists(scratch.resolve("ran"))).isFalse();
    assertThatThrownBy(() -> GateProject.decide(gate(clone)))
        .isInstanceOf(RepositoryException.class)
        .hasMessageContaining(REMEDY);
  }

  private GateBuilder gate(LoopProject clone) {
    return Loopgen.gate(clone.directory()).trust(Trust.ref(base));
  }

  private LoopProject clone(String filter) {
    Path to = scratch.resolve("clone");
    origin.git(
        "clone", "-q", "--filter=" + filter, "-b", "change", "file://" + origin.root(), "" + to);
    return LoopProject.at(TestRepository.at(to), to);
  }
}
