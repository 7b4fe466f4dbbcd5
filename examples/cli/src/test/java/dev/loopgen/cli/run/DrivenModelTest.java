package dev.loopgen.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.cli.fixture.CliProject;
import dev.loopgen.testkit.model.ModelScript;
import dev.loopgen.testkit.model.ScriptedModelServer;
import dev.loopgen.testkit.model.ScriptedReply;
import dev.loopgen.testkit.model.TransportFault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that ask a server for the change, over HTTP. */
@Tag("slow")
final class DrivenModelTest {

  private static final String KEY = "sk-canary-7c5f2d91ab3e4460";

  private static final ScriptedReply REPAIR =
      ScriptedReply.of(
          "{\"reasoning\":\"r\",\"actions\":[{\"type\":\"write_file\",\"path\":\"src/app.txt\","
              + "\"content\":\"fixed\\n\"}]}");

  @TempDir private Path directory;
  private Path project;
  private CliProject cli;

  @BeforeEach
  void makeProject() throws Exception {
    project = directory.resolve("shop");
    cli = CliProject.project(project, "git grep -q fixed -- src");
  }

  private CliProject.Ended drive(Map<String, String> environment, String... options) {
    List<String> arguments =
        new ArrayList<>(List.of("run", "--mode", "driven", "--isolate", "none", "--no-report"));
    arguments.addAll(List.of(options));
    arguments.add("check");
    return cli.here(environment, arguments.toArray(String[]::new));
  }

  private static String[] options(ScriptedModelServer server, String adapter) {
    String prefix = adapter.equals("ollama") ? "--ollama" : "--openai-compatible";
    return new String[] {
      "--adapter",
      adapter,
      prefix + "-model",
      "scripted",
      prefix + "-base-url",
      adapter.equals("ollama") ? server.ollamaAddress() : server.openAiAddress()
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"ollama", "openai-compatible", "llama-cpp", "vllm", "responses"})
  void driven_eachProtocol_makesTheChange(String adapter) throws Exception {
    try (ScriptedModelServer server = ScriptedModelServer.start(ModelScript.always(REPAIR))) {
      drive(Map.of(), options(server, adapter)).exitsWith(0);

      assertThat(server.requests()).hasSize(1);
    }
    assertThat(Files.readString(project.resolve("src/app.txt"))).isEqualTo("fixed\n");
    assertThat(cli.entries()).hasSize(1);
  }

  @Test
  void driven_serverThatRefusesTheKey_leavesAnEntryWithoutIt() throws Exception {
    try (ScriptedModelServer server =
        ScriptedModelServer.start(
            ModelScript.always(ScriptedReply.failing(TransportFault.UNAUTHORIZED)))) {
      String[] options =
          Stream.concat(
                  Stream.of(options(server, "openai-compatible")),
                  Stream.of("--openai-compatible-api-key-env", "MODEL_KEY"))
              .toArray(String[]::new);
      CliProject.Ended ended = drive(Map.of("MODEL_KEY", KEY), options).exitsWith(2);

      assertThat(server.requests().get(0).headers())
          .containsEntry("Authorization", "Bearer " + KEY);
      assertThat(ended.out() + ended.err()).doesNotContain(KEY);
    }
    assertThat(Files.readString(cli.ledger())).doesNotContain(KEY);
  }

  @Test
  void driven_fileOfTheBase_isAskedAndThatOfTheChangeIsNot() throws Exception {
    try (ScriptedModelServer server = ScriptedModelServer.start(ModelScript.always(REPAIR))) {
      configure(server.ollamaAddress());
      cli.commit();

      drive(Map.of()).exitsWith(0);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void driven_fileThatSendsElsewhere_needsTheOption() throws Exception {
    configure("http://models.example:11434");
    cli.commit();

    assertThat(drive(Map.of()).exitsWith(2).err()).contains("models.example", "--allow-remote");
    assertThat(cli.ledger()).doesNotExist();
  }

  private void configure(String address) throws Exception {
    cli.write(
        ".loopgen/adapters/ollama/config.json",
        "{\"adapter\":\"ollama\",\"model\":\"scripted\",\"baseUrl\":\"" + address + "\"}");
  }
}
