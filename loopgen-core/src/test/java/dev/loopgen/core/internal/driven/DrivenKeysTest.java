package dev.loopgen.core.internal.driven;

import static dev.loopgen.core.internal.driven.AppProject.FIX;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.api.verify.Redactor;
import dev.loopgen.core.fixture.LoopProject;
import dev.loopgen.testkit.model.ScriptedModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Code that a model wrote looks for the key that the model's server is asked with. */
@Tag("slow")
final class DrivenKeysTest {

  private static final String KEY = "q7Tz0vWk39xLm2";

  @TempDir private Path directory;

  @Test
  void run_variableIsNotNamedLikeASecret_commandsDoNotHaveItAndNothingShowsIt()
      throws InterruptedException, IOException {
    LoopProject project = AppProject.create(directory.resolve("project"));
    project
        .repository()
        .write(
            "check.sh",
            "env; echo told: $(cat src/told.txt)\n"
                + "[ -z \"$MYLLM$COPY\" ] && [ \"$OTHER\" = other ] && grep -q fixed src/app.txt\n")
        .write("src/told.txt", KEY + "\n")
        .commitAll("check");
    ScriptedModel script =
        ScriptedModel.saying(
            "{\"reasoning\":\"I was asked with " + KEY + "\",\"actions\":[]}",
            "{\"reasoning\":\"" + KEY + "\",\"actions\":[" + FIX + "]}");

    RunResult result =
        AppProject.runner(project, OtherModel.withKeyIn(Set.of("MYLLM", "UNSET"), script))
            .environment(
                Map.of("PATH", System.getenv("PATH"), "MYLLM", KEY, "COPY", KEY, "OTHER", "other"))
            .build()
            .run(RunRequest.of("check"));

    assertThat(result.passed()).as("%s", result.failures()).isTrue();
    assertThat(script.requests()).hasSize(2);
    assertThat(script.requests().get(1).messages().toString())
        .contains("told:")
        .doesNotContain(KEY);
    assertThat(result.toString()).doesNotContain(KEY);
    assertThat(texts(project.repository().path(".loopgen")))
        .isNotEmpty()
        .allSatisfy(text -> assertThat(text).doesNotContain(KEY));
    assertThat(texts(project.repository().path(".git/loopgen/driven")))
        .isNotEmpty()
        .allSatisfy(text -> assertThat(text).doesNotContain(KEY));
    assertThat(Files.readString(project.repository().path(".loopgen/audit.jsonl")))
        .contains(Redactor.MARKER);
  }

  private static List<String> texts(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).map(DrivenKeysTest::text).toList();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
