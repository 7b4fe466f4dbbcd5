package dev.loopgen.core.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.RepositoryException;
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
import org.junit.jupiter.params.provider.CsvSource;

/** A name that two refs could have is no name of a trusted revision. */
@Tag("slow")
final class AmbiguousNameTest {

  @TempDir private Path scratch;
  private LoopProject project;
  private TestRepository git;

  @BeforeEach
  void commitASecretOnABranch() {
    project = LoopProject.forbidding(scratch.resolve("r"), "secret");
    git = project.repository();
    git.git("update-ref", "refs/remotes/origin/main", "HEAD");
    git.git("checkout", "-qb", "change");
    git.write("secret", "theirs\n").commitAll("evil");
  }

  @ParameterizedTest
  @CsvSource({
    "refs/tags/origin/main, origin/main",
    "refs/heads/origin/main, origin/main",
    "refs/origin/main, origin/main",
    "refs/tags/main, main",
    "refs/remotes/main, main",
    "refs/remotes/main/HEAD, main",
    "refs/tags/heads/main, heads/main",
  })
  void run_nameThatAnotherRefShadows_isRefusedWithBothNames(String shadow, String name) {
    git.git("update-ref", shadow, "HEAD");

    assertThatThrownBy(() -> project.run(Trust.ref(name), RunRequest.of("check")))
        .isInstanceOf(RepositoryException.class)
        .hasMessageContaining("ambiguous")
        .hasMessageContaining(shadow);
    assertThatThrownBy(() -> GateProject.decide(Loopgen.gate(git.root()).trust(Trust.ref(name))))
        .isInstanceOf(RepositoryException.class)
        .hasMessageContaining("ambiguous");
  }

  @Test
  void run_tagNamedLikeAnAbbreviatedId_isRefused() {
    String id = git.git("rev-parse", "--short=10", "main");
    git.git("tag", id);

    assertThatThrownBy(() -> project.run(Trust.ref(id), RunRequest.of("check")))
        .isInstanceOf(RepositoryException.class)
        .hasMessageContaining("ambiguous");
  }

  @ParameterizedTest
  @CsvSource({"refs/tags/refs/heads/main", "refs/heads/refs/heads/main"})
  void run_fullName_isNeverAmbiguous(String shadow) {
    git.git("update-ref", shadow, "HEAD");

    assertThat(refusal("refs/heads/main")).hasAtLeastOneElementOfType(Failure.ForbiddenPath.class);
  }

  @Test
  void run_fullIdThatATagIsNamedLike_isTheId() {
    String id = git.git("rev-parse", "main");
    git.git("update-ref", "refs/tags/" + id, "HEAD");

    assertThat(refusal(id)).hasAtLeastOneElementOfType(Failure.ForbiddenPath.class);
  }

  private Iterable<Failure> refusal(String trusted) {
    RunResult result = project.run(Trust.ref(trusted), RunRequest.of("check"));
    return result.failures();
  }
}
