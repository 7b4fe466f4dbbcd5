package dev.loopgen.core.internal.driven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.loopgen.api.driven.DrivenOptions;
import dev.loopgen.api.isolation.Isolation;
import dev.loopgen.api.model.ModelMessage;
import dev.loopgen.api.model.ModelRequest;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.core.Loopgen;
import dev.loopgen.core.fixture.JavaProcess;
import dev.loopgen.core.fixture.LoopProject;
import dev.loopgen.testkit.model.ScriptedModel;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a model must be told until it has repaired 20 broken projects. */
@Tag("slow")
final class RepairCorpusTest {

  /** A prompt without the files that it shows. */
  private static final int MAX_BYTES = 6 << 10;

  /** The first prompt shows what each of these repairs needs. */
  private static final int MAX_REQUESTS = 1;

  @TempDir private Path directory;

  @Test
  void projects_areTwenty() {
    assertThat(BrokenProject.all()).hasSize(20);
  }

  static List<BrokenProject> projects() {
    return BrokenProject.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("projects")
  void run_modelThatReadsItsPrompt_repairs(BrokenProject broken, TestReporter reporter)
      throws IOException, InterruptedException {
    assumeTrue(isInstalled(tool(broken)), "the project's tool is not installed");
    LoopProject project =
        LoopProject.uncommitted(
            directory.resolve("project"), LoopProject.loop(List.of(broken.command()), 300));
    broken.files().forEach(project.repository()::write);
    project.repository().commitAll("first");
    ScriptedModel model = ScriptedModel.of(new ReadingModel(broken));

    RunResult result =
        Loopgen.runner(project.directory())
            .drivenBy(model, DrivenOptions.DEFAULT)
            .isolation(Isolation.NONE)
            .environment(Map.of("PATH", path()))
            .build()
            .run(RunRequest.of("check"));

    assertThat(result.failures()).isEmpty();
    assertThat(result.passed()).isTrue();
    assertThat(model.requests())
        .hasSizeLessThanOrEqualTo(MAX_REQUESTS)
        .allSatisfy(request -> assertThat(withoutFiles(request)).isLessThan(MAX_BYTES));
    reporter.publishEntry(
        broken.name(),
        model.requests().size()
            + " requests, "
            + model.requests().stream().mapToInt(RepairCorpusTest::bytes).sum()
            + " bytes");
  }

  private static String tool(BrokenProject broken) {
    return broken.name().startsWith("java-")
        ? "javac"
        : broken.name().startsWith("javascript-") ? "node" : "python3";
  }

  private String path() throws IOException {
    return OS.WINDOWS.isCurrentOs()
        ? System.getenv("PATH")
        : JavaProcess.quickTools(directory.resolve("tools"))
            + File.pathSeparator
            + System.getenv("PATH");
  }

  private static boolean isInstalled(String tool) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
  }

  private static int bytes(ModelRequest request) {
    return request.messages().stream()
        .map(ModelMessage::content)
        .mapToInt(text -> text.getBytes(StandardCharsets.UTF_8).length)
        .sum();
  }

  private static int withoutFiles(ModelRequest request) {
    int bytes = 0;
    boolean file = false;
    for (ModelMessage message : request.messages()) {
      for (String line : message.content().lines().toList()) {
        file |= line.startsWith("[") && line.contains(" file ");
        bytes += file ? 0 : line.getBytes(StandardCharsets.UTF_8).length + 1;
        file &= !(line.startsWith("[") && line.endsWith(" end]"));
      }
    }
    return bytes;
  }
}
