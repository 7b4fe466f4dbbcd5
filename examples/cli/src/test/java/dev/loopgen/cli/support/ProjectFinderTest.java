package dev.loopgen.cli.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.cli.fixture.CliProject;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProjectFinderTest {

  @TempDir private Path root;

  @Test
  void of_directoryThatIsNone_saysWhat() throws Exception {
    Path file = Files.writeString(root.resolve("file"), "x");

    assertThatThrownBy(() -> ProjectFinder.of(root.resolve("none")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("There is no directory");
    assertThatThrownBy(() -> ProjectFinder.of(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is a file");
    assertThat(ProjectFinder.of(root)).isEqualTo(root);
  }

  @Test
  void commands_bareRepositoryOrFile_sayWhatToDo() throws Exception {
    CliProject.in(root).git("init", "-q", "--bare", "bare.git");
    Path bare = root.resolve("bare.git");
    Path file = Files.writeString(root.resolve("file"), "x");

    for (String command : new String[] {"run", "audit check", "audit verify", "audit log"}) {
      assertThat(CliProject.execute((command + " " + bare).split(" ")).exitsWith(2).err())
          .startsWith("loopgen: ")
          .contains("is a bare repository", "Clone it")
          .hasLineCount(1);
      assertThat(CliProject.execute((command + " " + file).split(" ")).exitsWith(2).err())
          .contains("is a file")
          .hasLineCount(1);
    }
  }

  @Test
  void run_specUnderASimilarNameOrAbove_isNamed() throws Exception {
    CliProject cli = CliProject.project(root, "git --version").write("sub/x.txt", "x");
    Path spec = root.resolve(".loopgen/loopgen.loop.yaml");

    assertThat(CliProject.execute("run", root.resolve("sub").toString()).exitsWith(2).err())
        .contains("There is one in " + root);
    Files.move(spec, root.resolve(".loopgen/loopgen.loop.yml"));
    cli.commit();
    assertThat(CliProject.execute("run", root.toString()).exitsWith(2).err())
        .contains("There is .loopgen/loopgen.loop.yml");
  }

  @Test
  void aggregate_pathThatIsNotThere_saysSo() {
    assertThat(
            CliProject.execute("audit", "aggregate", root.resolve("nowhere").toString())
                .exitsWith(2)
                .err())
        .contains("nowhere does not exist.");
  }
}
