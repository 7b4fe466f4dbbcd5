package dev.loopgen.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.cli.fixture.CliProject;
import dev.loopgen.cli.fixture.QuickJava;
import dev.loopgen.testkit.model.ModelScript;
import dev.loopgen.testkit.model.ScriptedModelServer;
import dev.loopgen.testkit.model.ScriptedReply;
import dev.loopgen.testkit.model.TransportFault;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command, the model's server and the builds, each a process of its own. */
@Tag("slow")
@DisabledOnOs(OS.WINDOWS)
final class DrivenProcessIT {

  /** The options of a driven run that a resumed one does not have. */
  private static final Predicate<String> RESUMABLE =
      option -> !option.equals("--mode") && !option.equals("driven");

  @TempDir private Path directory;

  /** The command of the README is Maven with Ollama, without a sandbox. */
  @ParameterizedTest
  @CsvSource({"MAVEN, openai-compatible", "NPM, ollama", "PYTHON, openai-compatible"})
  void run_failingBuild_isRepaired(BrokenBuild build, String adapter)
      throws IOException, InterruptedException {
    repair(build, adapter);
  }

  @ParameterizedTest
  @EnabledIfSystemProperty(named = "loopgen.soak", matches = "true")
  @CsvSource({"MAVEN, ollama", "NPM, openai-compatible", "PYTHON, ollama"})
  void run_failingBuildInTheLongForm_isRepaired(BrokenBuild build, String adapter)
      throws IOException, InterruptedException {
    repair(build, adapter);
  }

  private void repair(BrokenBuild build, String adapter) throws IOException, InterruptedException {
    if (build != BrokenBuild.MAVEN) {
      assumeTrue(build.isInstalled(), "its build tool is not installed");
    }

    boolean sandboxed = adapter.equals("openai-compatible") && isSandboxExpected();
    CliProject.Ended ended =
        repair(
            build,
            addresses ->
                sandboxed ? withoutIsolate(drive(adapter, addresses)) : drive(adapter, addresses),
            "scripted");

    if (sandboxed) {
      assertThat(ended.out()).contains("isolation: sandbox");
    }
  }

  /** Bubblewrap belongs to what a build on Linux needs, unless somebody said otherwise. */
  private static boolean isSandboxExpected() {
    boolean present = Files.isExecutable(Path.of("/usr/bin/bwrap"));
    return OS.LINUX.isCurrentOs()
        && (present || System.getenv("LOOPGEN_WITHOUT_BUBBLEWRAP") == null);
  }

  /** A driven run isolates its commands unless it is told not to. */
  private static String[] withoutIsolate(String[] options) {
    return Stream.of(options)
        .filter(option -> !option.equals("--isolate") && !option.equals("none"))
        .toArray(String[]::new);
  }

  @Test
  void run_commandOfTheReadme_repairsABuild() throws IOException, InterruptedException {
    Matcher block =
        Pattern.compile("```console\n\\$ java -jar \\S+/loopgen\\.jar (run .*)\n```")
            .matcher(Files.readString(Path.of("..", "..", "README.md")));
    assertThat(block.find()).isTrue();
    List<String> command = List.of(block.group(1).split(" "));

    repair(
        BrokenBuild.MAVEN,
        addresses ->
            Stream.concat(
                    command.stream(),
                    Stream.of("--ollama-base-url", addresses.get(0), "--isolate", "none"))
                .toArray(String[]::new),
        "qwen2.5-coder");
  }

  private CliProject.Ended repair(
      BrokenBuild build, Function<List<String>, String[]> command, String model)
      throws IOException, InterruptedException {
    CliProject project = build.create(directory.resolve("shop"));
    Process server = server(build);
    CliProject.Ended ended;
    try {
      ended =
          project
              .loopgen(
                  Map.of("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"),
                  command.apply(addresses(server)))
              .exitsWith(0);

      assertThat(ended.out()).contains("attempt 1: 1 action, 0 blocked", "PASS check");
    } finally {
      server.destroyForcibly().waitFor();
    }
    assertThat(directory.resolve("shop").resolve(build.path())).content().contains(build.right());
    List<AuditEntry> entries = project.entries();
    assertThat(entries).hasSize(1);
    Json.Obj driven = entries.get(0).json().object("driven").orElseThrow();
    assertThat(driven.string("stopReason")).contains("verified");
    assertThat(driven.object("server").orElseThrow().string("model")).contains(model);
    return ended;
  }

  private static String[] drive(String adapter, List<String> addresses) {
    String prefix = adapter.equals("ollama") ? "--ollama" : "--openai-compatible";
    return new String[] {
      "run",
      "check",
      ".",
      "--mode",
      "driven",
      "--isolate",
      "none",
      "--adapter",
      adapter,
      prefix + "-model",
      "scripted",
      prefix + "-base-url",
      addresses.get(adapter.equals("ollama") ? 0 : 1)
    };
  }

  private static Process server(BrokenBuild build) throws IOException {
    List<String> command = QuickJava.command(RepairServer.class);
    command.addAll(List.of(build.path(), build.wrong(), build.right()));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static List<String> addresses(Process server) throws IOException {
    BufferedReader out = server.inputReader();
    return List.of(out.readLine(), out.readLine());
  }

  /** Waits until the model is asked, or the command has ended without asking it. */
  private static void awaitRequest(ScriptedModelServer server, Process run)
      throws InterruptedException {
    while (server.requests().isEmpty() && !run.waitFor(10, TimeUnit.MILLISECONDS)) {
      continue;
    }
    assertThat(server.requests()).isNotEmpty();
  }

  @Test
  void run_terminatedWhileTheModelReplies_leavesAnEntry() throws IOException, InterruptedException {
    CliProject project = CliProject.project(directory.resolve("shop"), "false");
    try (ScriptedModelServer server =
        ScriptedModelServer.start(
            ModelScript.always(ScriptedReply.failing(TransportFault.STALLED)))) {
      Path output = directory.resolve("output");
      Process run =
          project
              .process(drive("ollama", List.of(server.ollamaAddress(), "")))
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      awaitRequest(server, run);

      run.destroy();

      assertThat(run.waitFor()).as(Files.readString(output)).isNotZero();
    }
    List<AuditEntry> entries = project.entries();
    assertThat(entries).hasSize(1);
    assertThat(entries.get(0).passed()).isFalse();
    assertThat(entries.get(0).json().object("driven").orElseThrow().string("stopReason"))
        .contains("interrupted");
    assertThat(project.loopgen("audit", "verify", ".").exitsWith(0).out())
        .doesNotContain("unfinished");
  }

  @Test
  void resume_killedRun_goesOnWhereItWasAndPasses() throws IOException, InterruptedException {
    CliProject project =
        CliProject.project(directory.resolve("shop"), "test $(ls src | wc -l) -eq 3");
    try (ScriptedModelServer server =
        ScriptedModelServer.start(
            ModelScript.inOrder(
                writing("src/a.txt"),
                ScriptedReply.failing(TransportFault.STALLED),
                writing("src/b.txt")))) {
      String[] options = drive("ollama", List.of(server.ollamaAddress(), ""));
      Process run =
          project
              .process(options)
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("output").toFile())
              .start();
      while (server.requests().size() < 2 && !run.waitFor(10, TimeUnit.MILLISECONDS)) {
        continue;
      }
      run.destroyForcibly().waitFor();
      Matcher id =
          Pattern.compile("unfinished: run ([0-9a-f-]{36})")
              .matcher(project.loopgen("audit", "verify", ".").out());
      assertThat(id.find()).isTrue();

      List<String> resume = new ArrayList<>(List.of("resume", id.group(1), "."));
      resume.addAll(List.of(options).subList(3, options.length));
      CliProject.Ended ended =
          project.loopgen(resume.stream().filter(RESUMABLE).toArray(String[]::new)).exitsWith(0);

      assertThat(ended.out()).contains("attempt 2: 1 action, 0 blocked", "PASS check");
      assertThat(server.requests()).hasSize(3);
    }
    List<AuditEntry> entries = project.entries();
    assertThat(entries).hasSize(1);
    Json.Obj driven = entries.get(0).json().object("driven").orElseThrow();
    assertThat(driven.string("stopReason")).contains("verified");
    assertThat(driven.find("resumed")).contains(Json.of(1));
  }

  private static ScriptedReply writing(String path) {
    return ScriptedReply.of(
        "{\"reasoning\":\"r\",\"actions\":[{\"type\":\"write_file\",\"path\":\""
            + path
            + "\",\"content\":\"x\"}]}");
  }

  @Test
  void verify_killedRun_namesItUntilTheNextRunGivesItAnEntry()
      throws IOException, InterruptedException {
    CliProject project = CliProject.project(directory.resolve("shop"), "false");
    project.loopgen("run", "check", ".").exitsWith(1);
    try (ScriptedModelServer server =
        ScriptedModelServer.start(
            ModelScript.always(ScriptedReply.failing(TransportFault.STALLED)))) {
      Process run =
          project
              .process(drive("ollama", List.of(server.ollamaAddress(), "")))
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("output").toFile())
              .start();
      awaitRequest(server, run);
      run.destroyForcibly().waitFor();
    }
    assertThat(project.loopgen("audit", "verify", ".").exitsWith(0).out())
        .containsPattern("unfinished: run [0-9a-f-]{36} started and left no entry");
    CliProject.Ended failed = project.loopgen("run", "check", ".").exitsWith(1);

    assertThat(failed.out()).contains("was killed; it has an entry now");
    List<AuditEntry> entries = project.entries();
    assertThat(entries).hasSize(3);
    assertThat(entries.get(1).json().object("driven").orElseThrow().string("stopReason"))
        .contains("abandoned");
    assertThat(project.loopgen("audit", "verify", ".").exitsWith(0).out())
        .doesNotContain("unfinished");
  }
}
