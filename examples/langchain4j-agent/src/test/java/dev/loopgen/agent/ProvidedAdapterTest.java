package dev.loopgen.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.model.ModelAdapter;
import dev.loopgen.api.model.ModelMessage;
import dev.loopgen.api.model.ModelRequest;
import dev.loopgen.cli.Main;
import dev.loopgen.core.Loopgen;
import dev.loopgen.testkit.model.ScriptedModelServer;
import dev.loopgen.testkit.model.ScriptedReply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The command line finds the adapter on its class path, and the chat model repairs a project. */
@Tag("slow")
@DisabledOnOs(OS.WINDOWS)
final class ProvidedAdapterTest {

  private static final Pattern KEY = Pattern.compile("^=== (\\w+) edit ", Pattern.MULTILINE);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir private Path shop;

  @BeforeEach
  void create() throws IOException {
    ScriptedShop.create(shop);
  }

  @Test
  void run_drivenByTheAdapterOfTheClassPath_passesAndRecordsIt() {
    try (ScriptedModelServer server =
        ScriptedModelServer.start(
            request -> ScriptedReply.of(edit(request, "echo $(($1 - $2))", "echo $(($1 + $2))")))) {
      int code =
          driven("--model", "scripted", "--adapter-option", "base-url=" + server.openAiAddress());

      assertThat(code).as(said()).isZero();
      assertThat(server.requests()).hasSize(1);
    }
    assertThat(said()).contains("attempt 1: 1 action, 0 blocked, checks passed", "PASS");
    try (var entries = Loopgen.ledger(shop).entries()) {
      assertThat(entries.map(entry -> entry.json().canonical()))
          .singleElement()
          .asString()
          .contains("\"adapter\":\"langchain4j\"", "\"modelName\":\"scripted\"");
    }
  }

  @Test
  void adapter_withAKey_keepsItFromTheCommands() {
    ModelAdapter adapter =
        new OpenAiAdapterProvider()
            .connect(
                "m",
                Map.of("base-url", "http://127.0.0.1:9/v1", "api-key-env", "MY_KEY"),
                Map.of("MY_KEY", "k-123456"));

    assertThat(adapter.secretVariables()).containsExactly("MY_KEY");
    assertThat(adapter.toString()).doesNotContain("k-123456");
  }

  @Test
  void run_withoutWhatTheAdapterNeeds_saysWhatIsMissing() {
    assertThat(driven()).isEqualTo(2);
    assertThat(said()).contains("--adapter langchain4j needs --model");
    assertThat(driven("--model", "m")).isEqualTo(2);
    assertThat(said()).contains("The option base-url is missing.");
    assertThat(driven("--model", "m", "--adapter-option", "url=x")).isEqualTo(2);
    assertThat(said()).contains("There is no option url.");
    assertThat(
            driven(
                "--model",
                "m",
                "--adapter-option",
                "base-url=http://127.0.0.1:9/v1",
                "--adapter-option",
                "api-key-env=NO_SUCH_KEY"))
        .isEqualTo(2);
    assertThat(said()).contains("The variable NO_SUCH_KEY holds no key.");
    assertThat(driven("--model", "m", "--ollama-model", "n")).isEqualTo(2);
    assertThat(said()).contains("the options of other adapters are given");
  }

  @Test
  void run_unknownAdapter_isRefusedAsBefore() {
    assertThat(run("--adapter", "nobody", "--model", "m")).isEqualTo(2);
    assertThat(said()).contains("there is no adapter nobody for --adapter");
    assertThat(run("--adapter", "ollama", "--model", "m")).isEqualTo(2);
    assertThat(said())
        .contains("--model and --adapter-option are for an --adapter on the class path");
  }

  private static String edit(ModelRequest request, String old, String replacement) {
    String prompt =
        request.messages().stream().map(ModelMessage::content).collect(Collectors.joining("\n"));
    Matcher key = KEY.matcher(prompt);
    assertThat(key.find()).as(prompt).isTrue();
    String mark = "=== " + key.group(1) + " ";
    return String.join(
        "\n",
        List.of(
            mark + "edit total.sh",
            mark + "old",
            old,
            mark + "new",
            replacement,
            mark + "end",
            ""));
  }

  private int driven(String... options) {
    List<String> arguments = new ArrayList<>(List.of("--adapter", "langchain4j"));
    arguments.addAll(List.of(options));
    return run(arguments.toArray(String[]::new));
  }

  private int run(String... options) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "run", "test-repair", shop.toString(), "--mode", "driven", "--isolate", "none"));
    arguments.addAll(List.of(options));
    return Main.execute(
        out, err, Map.of("PATH", System.getenv("PATH")), arguments.toArray(String[]::new));
  }

  private String said() {
    return out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
  }
}
