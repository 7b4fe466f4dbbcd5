package dev.loopgen.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.json.Json;
import dev.loopgen.api.model.ModelRequest;
import dev.loopgen.api.model.ToolCall;
import dev.loopgen.core.Loopgen;
import dev.loopgen.testkit.model.ModelScript;
import dev.loopgen.testkit.model.ScriptedModelServer;
import dev.loopgen.testkit.model.ScriptedReply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A real agent of LangChain4j over HTTP, in a real repository. */
@Tag("slow")
@DisabledOnOs(OS.WINDOWS)
final class AgentCommandTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @TempDir private Path shop;

  @BeforeEach
  void create() throws IOException {
    ScriptedShop.create(shop);
  }

  @Test
  void agent_claimsFirstAndRepairsThen_isBelievedOnlyAfterARun() {
    int code = agent(ScriptedShop::reply);

    assertThat(code).as(said()).isZero();
    assertThat(said())
        .containsSubsequence(
            "says: The total is repaired, all tests pass.",
            "judged: refused",
            "calls read_file",
            "calls write_file",
            "says: total.sh subtracted; it adds now.",
            "judged: passed",
            "PASS");
    assertThat(shop.resolve("total.sh")).hasContent("echo $(($1 + $2))");
    try (var entries = Loopgen.ledger(shop).entries()) {
      assertThat(entries.map(entry -> entry.passed())).containsExactly(false, true);
    }
  }

  @Test
  void agent_writesTheForbiddenTestUntilItPasses_isRefused() {
    int code = agent(AgentCommandTest::bendTheTest);

    assertThat(code).as(said()).isEqualTo(1);
    assertThat(said()).contains("calls write_file", "test.sh").endsWith("FAIL\n");
  }

  @Test
  void agent_leavesTheProject_writesNothingThere() {
    int code =
        agent(
            request ->
                write(request, "../outside", "x\n", "That is all.")
                    .orElse(ScriptedReply.of("No.")));

    assertThat(code).as(said()).isEqualTo(1);
    assertThat(shop.resolveSibling("outside")).doesNotExist();
  }

  @Test
  void command_withoutAModel_saysWhatIsMissing() {
    assertThat(run(shop.toString())).isEqualTo(2);
    assertThat(said()).contains("--base-url and --model");
  }

  private static ScriptedReply bendTheTest(ModelRequest request) {
    return write(request, "test.sh", "exit 0\n", "The test passes.")
        .orElse(ScriptedReply.of("Done."));
  }

  /** Calls write_file once for each task, and answers with a sentence after it. */
  private static java.util.Optional<ScriptedReply> write(
      ModelRequest request, String file, String content, String sentence) {
    return switch (request.messages().get(request.messages().size() - 1).role()) {
      case USER ->
          java.util.Optional.of(
              ScriptedReply.calling(
                  new ToolCall(
                      "call-1",
                      "write_file",
                      Json.object().put("file", file).put("content", content).build().text())));
      case TOOL -> java.util.Optional.of(ScriptedReply.of(sentence));
      default -> java.util.Optional.empty();
    };
  }

  private int agent(ModelScript script) {
    try (ScriptedModelServer server = ScriptedModelServer.start(script)) {
      return run(
          "--isolate",
          "none",
          "--base-url",
          server.openAiAddress(),
          "--model",
          "scripted",
          shop.toString());
    }
  }

  private int run(String... arguments) {
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    return new CommandLine(new AgentCommand(stream, Map.of("PATH", System.getenv("PATH"))))
        .execute(arguments);
  }

  private String said() {
    return out.toString(StandardCharsets.UTF_8);
  }
}
