package dev.loopgen.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.json.Json;
import dev.loopgen.core.fixture.LoopProject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The recipe of {@code docs/judged-tree.md} gives the tree that an entry names. */
@DisabledOnOs(OS.WINDOWS)
@Tag("slow")
final class JudgedTreeRecipeTest {

  @Test
  void recipe_changedTreeAfterRuns_givesTheJudgedTree(@TempDir Path root) throws Exception {
    LoopProject project = LoopProject.running(root, "true");
    project.repository().write(".gitignore", "*.log\nkept/\n").write("kept/a", "1");
    project.repository().git("add", "-f", "kept/a");
    project.repository().commitAll("ignored and tracked");
    project.repository().write("src/app.txt", "two\n").write("new/é", "x").write("a.log", "x");
    project.run();
    project.repository().write(".loopgen/reports/loopgen-12345.tmp", "left by a crash");
    project.repository().write(".loopgen/state/loopgen-67890.tmp", "left by a crash");

    Json.Obj judgement = project.run().facts().object("judgement").orElseThrow();

    assertThat(judgement.string("judgedTree")).hasValue(recipe(project.directory()));
  }

  private static String recipe(Path directory) throws IOException, InterruptedException {
    Matcher block =
        Pattern.compile("(?s)```sh\n(.*?)```")
            .matcher(Files.readString(Path.of("..", "docs", "judged-tree.md")));
    assertThat(block.find()).isTrue();
    Process shell =
        new ProcessBuilder("sh", "-ec", block.group(1))
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shell.waitFor()).as(said).isZero();
    return said.strip();
  }
}
