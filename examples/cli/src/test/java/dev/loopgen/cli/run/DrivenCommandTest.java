package dev.loopgen.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.cli.fixture.CliProject;
import dev.loopgen.testkit.model.ModelScript;
import dev.loopgen.testkit.model.ScriptedModelServer;
import dev.loopgen.testkit.model.ScriptedReply;
import dev.loopgen.testkit.model.TransportFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drives models that servers on this machine play, from the command line. */
@Tag("slow")
final class DrivenCommandTest {

  private static final String FIX = write("src/app.txt", "fixed\\n");

  @TempDir private Path root;

  private CliProject cli;

  @BeforeEach
  void commitALoop() throws IOException, InterruptedException {
    cli = CliProject.project(root, "git grep -q fixed -- src");
  }

  private static String write(String path, String content) {
    return "{\"type\":\"write_file\",\"path\":\"" + path + "\",\"content\":\"" + content + "\"}";
  }

  private static ScriptedReply acting(String... actions) {
    return ScriptedReply.of(
        "{\"reasoning\":\"r\",\"actions\":[" + String.join(",", actions) + "]}");
  }

  private CliProject.Ended ollama(ScriptedModelServer server, String... more) {
    return cli.here(
        Stream.concat(
                Stream.of(
                    "run",
                    "check",
                    "--mode",
                    "driven",
                    "--isolate",
                    "none",
                    "--adapter",
                    "ollama",
                    "--ollama-model",
                    "m",
                    "--ollama-base-url",
                    server.ollamaAddress()),
                Stream.of(more))
            .toArray(String[]::new));
  }

  @Test
  void run_modelRepairs_passesAndShowsTheAttempts() throws IOException {
    try (ScriptedModelServer server =
        ScriptedModelServer.start(
            ModelScript.inOrder(
                acting(write("secret", "x"), write("src/b.txt", "b")), acting(FIX)))) {
      CliProject.Ended ended = ollama(server).exitsWith(0);

      assertThat(ended.out())
          .contains("attempt 1: 1 action, 1 blocked, checks failed")
          .contains("write_file secret — blocked: the path is forbidden (secret)")
          .contains("attempt 2: 1 action, 0 blocked, checks passed")
          .contains("PASS check");
    }
    assertThat(root.resolve("secret")).doesNotExist();
    Path report = reports().get(0);
    assertThat(Files.readString(report))
        .contains("Mode: driven · Iterations: 2")
        .contains("## Iteration history")
        .contains("**blocked** (forbidden-path `secret`)");
    assertThat(Files.readString(root.resolve(".loopgen/state/check.md")))
        .contains("PASS — driven — iter 2");
  }

  private List<Path> reports() throws IOException {
    try (Stream<Path> files = Files.list(root.resolve(".loopgen/reports"))) {
      return files.toList();
    }
  }

  @Test
  void run_openAiCompatibleServer_passes() {
    try (ScriptedModelServer server = ScriptedModelServer.start(ModelScript.inOrder(acting(FIX)))) {
      cli.here(
              "run",
              "check",
              "--mode",
              "driven",
              "--isolate",
              "none",
              "--adapter",
              "openai-compatible",
              "--openai-compatible-model",
              "m",
              "--openai-compatible-base-url",
              server.openAiAddress())
          .exitsWith(0);
    }
  }

  @Test
  void run_modelDoesNotSucceed_exitsWithOneAndNamesWhatIsLeft() {
    try (ScriptedModelServer server =
        ScriptedModelServer.start(
            ModelScript.inOrder(
                acting(write("src/a.txt", "1")),
                acting(write("src/a.txt", "2")),
                acting(write("src/a.txt", "3"))))) {
      CliProject.Ended ended = ollama(server).exitsWith(1);

      assertThat(ended.out())
          .contains("did not succeed in 3 attempts")
          .contains("left in the work tree: src/a.txt");
    }
    assertThat(cli.entries()).hasSize(1);
  }

  @Test
  void run_serverFails_exitsWithTwoAndAnEntry() {
    try (ScriptedModelServer server =
        ScriptedModelServer.start(
            ModelScript.inOrder(
                acting(write("src/a.txt", "1")),
                ScriptedReply.failing(TransportFault.INVALID_JSON)))) {
      ollama(server).exitsWith(2);
    }
    assertThat(cli.entries()).hasSize(1);
    assertThat(cli.entries().get(0).passed()).isFalse();
  }

  @Test
  void run_costBeyondTheLimit_asksNothingMore() {
    try (ScriptedModelServer server = ScriptedModelServer.start(ModelScript.inOrder(acting(FIX)))) {
      CliProject.Ended ended =
          ollama(server, "--max-cost", "0.5", "--price", "1000,1000").exitsWith(1);

      assertThat(ended.out()).contains("cost");
      assertThat(server.requests()).isEmpty();
    }
    assertThat(cli.entries()).hasSize(1);
  }

  @Test
  void run_costWithoutAPrice_isRefused() {
    assertThat(
            cli.here("run", "check", "--mode", "driven", "--max-cost", "1", "--ollama-model", "m")
                .exitsWith(2)
                .err())
        .contains("--price");
  }

  @Test
  void run_withoutAModel_isRefused() {
    CliProject.Ended ended = cli.here("run", "check", "--mode", "driven").exitsWith(2);

    assertThat(ended.err()).contains("model");
    assertThat(cli.entries()).isEmpty();
  }

  @Test
  void run_dryRun_changesNothing() {
    try (ScriptedModelServer server = ScriptedModelServer.start(ModelScript.inOrder(acting(FIX)))) {
      CliProject.Ended ended = ollama(server, "--dry-run");

      assertThat(ended.out())
          .contains("write_file src/app.txt — proposed", "0 blocked, nothing was run")
          .doesNotContain("checks failed");
    }
    assertThat(cli.entries()).isEmpty();
    assertThat(root.resolve("src/app.txt")).content().isEqualTo("one\n");
  }

  @Test
  void run_dirtyTree_isRefusedUnlessThatIsAllowed() throws IOException {
    cli.write("src/other.txt", "mine\n");
    try (ScriptedModelServer server = ScriptedModelServer.start(ModelScript.inOrder(acting(FIX)))) {
      assertThat(ollama(server).exitsWith(2).err()).contains("uncommitted changes");
      assertThat(server.requests()).isEmpty();
      assertThat(cli.entries()).isEmpty();

      ollama(server, "--allow-dirty").exitsWith(0);
    }
    assertThat(root.resolve("src/other.txt")).content().isEqualTo("mine\n");
  }

  @Test
  void run_moreIterationsThanTheSpecAllows_areNotMade() throws IOException {
    cli.write("src/app.txt", "two\n");
    try (ScriptedModelServer server =
        ScriptedModelServer.start(request -> acting(write("src/a.txt", "a" + System.nanoTime())))) {
      assertThat(ollama(server, "--allow-dirty", "--max-iterations", "50").exitsWith(1).out())
          .contains("did not succeed in 3 attempts");
      assertThat(server.requests()).hasSize(3);
    }
  }

  @Test
  void undo_failedRun_restoresItsFiles() {
    try (ScriptedModelServer server =
        ScriptedModelServer.start(
            ModelScript.inOrder(
                acting(write("src/app.txt", "1"), write("src/new.txt", "1")),
                ScriptedReply.failing(TransportFault.INVALID_JSON)))) {
      ollama(server).exitsWith(2);
    }
    AuditEntry entry = cli.entries().get(0);

    CliProject.Ended ended = cli.here("undo", entry.entryId().orElseThrow()).exitsWith(0);

    assertThat(ended.out()).contains("restored: src/app.txt", "2 restored, 0 left alone");
    assertThat(root.resolve("src/app.txt")).content().isEqualTo("one\n");
    assertThat(root.resolve("src/new.txt")).doesNotExist();
    assertThat(cli.here("undo", entry.entryId().orElseThrow()).exitsWith(0).out())
        .contains("0 restored, 0 left alone");
  }

  @Test
  void resume_unknownRun_isRefused() {
    CliProject.Ended ended =
        cli.here(
                "resume",
                "no-such-run",
                "--isolate",
                "none",
                "--adapter",
                "ollama",
                "--ollama-model",
                "m")
            .exitsWith(2);

    assertThat(ended.err()).contains("no journal of a run no-such-run");
  }
}
