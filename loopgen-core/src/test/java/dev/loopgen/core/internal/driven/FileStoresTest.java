package dev.loopgen.core.internal.driven;

import static dev.loopgen.core.internal.driven.AppProject.FIX;
import static dev.loopgen.core.internal.driven.AppProject.actions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.isolation.Isolation;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.core.Loopgen;
import dev.loopgen.core.fixture.LoopProject;
import dev.loopgen.testkit.model.ScriptedModel;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
final class FileStoresTest {

  @TempDir private Path directory;

  @Test
  void areOne_sameUnknownOrAnother_onlyTheLastIsFalse() throws IOException {
    Optional<FileStore> here = Optional.of(Files.getFileStore(directory));
    Path below = Files.createDirectory(directory.resolve("below"));

    assertThat(FileStores.areOne(directory, below)).isTrue();
    assertThat(FileStores.areOne(directory, directory.resolve("missing"))).isTrue();
    assertThat(FileStores.areOne(here, Optional.empty())).isTrue();
    for (FileStore other : directory.getFileSystem().getFileStores()) {
      assertThat(FileStores.areOne(here, Optional.of(other))).isEqualTo(other.equals(here.get()));
    }
  }

  @Test
  void run_workTreeOnAnotherFileSystem_isRefusedBeforeTheModelIsAsked() throws IOException {
    Path memory = Path.of("/dev/shm");
    assumeThat(memory).isDirectory().isWritable();
    assumeThat(FileStores.areOne(directory, memory)).isFalse();
    LoopProject project = AppProject.create(directory.resolve("project"));
    Path tree = Files.createTempDirectory(memory, "loopgen-test-");
    ScriptedModel model = ScriptedModel.saying(actions(FIX));
    try {
      project.repository().git("worktree", "add", "-q", tree.resolve("tree").toString());

      assertThatThrownBy(
              () ->
                  Loopgen.runner(tree.resolve("tree"))
                      .drivenBy(model)
                      .isolation(Isolation.NONE)
                      .build()
                      .run(RunRequest.of("check")))
          .isInstanceOf(RepositoryException.class)
          .hasMessageContaining("different file systems");
      assertThat(model.requests()).isEmpty();
      assertThat(Loopgen.unfinishedRuns(tree.resolve("tree"))).isEmpty();
    } finally {
      project.repository().git("worktree", "remove", "--force", tree.resolve("tree").toString());
      Files.delete(tree);
    }
  }
}
