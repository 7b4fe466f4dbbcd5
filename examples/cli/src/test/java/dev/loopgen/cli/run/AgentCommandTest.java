package dev.loopgen.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.json.Json;
import dev.loopgen.cli.fixture.CliProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Agents that are shell scripts make the change, or try to, from the command line. */
@Tag("slow")
@EnabledOnOs(OS.LINUX)
final class AgentCommandTest {

  @TempDir private Path directory;

  private Path root;
  private Path home;
  private CliProject cli;

  @BeforeEach
  void commitALoop() throws IOException, InterruptedException {
    directory = directory.toRealPath();
    root = directory.resolve("shop");
    home = Files.createDirectories(directory.resolve("home/.agent")).resolve("..").toRealPath();
    cli = CliProject.project(root, "git grep -q fixed -- src");
  }

  /** Runs with an agent that is a script of {@link ScriptedAgent}. */
  private CliProject.Ended run(String script, String... more) throws IOException {
    Path program = home.resolve("agent.sh");
    Files.writeString(program, ScriptedAgent.of(script, root));
    List<String> command =
        new ArrayList<>(
            List.of(
                "run", "check", "--mode", "driven", "--adapter", "acp", "--agent-command",
                "sh " + program));
    command.addAll(List.of(more));
    return cli.here(
        Map.of("PATH", System.getenv("PATH"), "HOME", home.toString(), "AGENT_KEY", "key-4711-secret"),
        command.toArray(String[]::new));
  }

  private Json.Obj driven() {
    List<dev.loopgen.api.ledger.AuditEntry> entries = cli.entries();
    return entries.get(entries.size() - 1).json().object("driven").orElseThrow();
  }

  private static List<String> outcomes(Json.Obj driven) {
    List<String> outcomes = new ArrayList<>();
    for (Json attempt : driven.array("attempts").orElseThrow()) {
      for (Json outcome : ((Json.Obj) attempt).array("outcomes").orElseThrow()) {
        Json.Obj one = (Json.Obj) outcome;
        outcomes.add(
            one.string("type").orElseThrow()
                + " "
                + one.string("subject").orElseThrow()
                + " "
                + one.string("reason").or(() -> one.string("outcome")).orElseThrow());
      }
    }
    return outcomes;
  }

  @Test
  void run_agentRepairsInItsSecondTurn_passesAndRecordsEachRequest() throws IOException {
    CliProject.Ended ended =
        run(
            """
            turn
            write src/b.txt better
            read src/app.txt
            ask terminal/create '"command":"git grep -q fixed -- src"'
            ask terminal/wait_for_exit '"terminalId":"terminal-1"'
            update '"sessionUpdate":"agent_message_chunk","content":{"type":"text","text":"I tried. key-4711-secret"}'
            update '"sessionUpdate":"usage_update","used":1200,"size":200000,"cost":{"amount":0.25,"currency":"USD"}'
            end '"usage":{"inputTokens":1000,"outputTokens":50,"totalTokens":1050}'
            turn
            write src/app.txt fixed
            end '"usage":{"inputTokens":2000,"outputTokens":60,"totalTokens":2060}'
            turn
            """,
            "--agent-writable",
            home.resolve(".agent").toString());

    ended.exitsWith(0);
    assertThat(ended.out())
        .contains("attempt 1: 3 actions, 0 blocked, checks failed")
        .contains("attempt 2: 1 action, 0 blocked, checks passed")
        .contains("author: sandboxed")
        .contains("PASS check")
        .contains("isolation: sandbox");
    Json.Obj driven = driven();
    assertThat(driven.string("author")).contains("sandboxed");
    assertThat(driven.string("dialect")).contains("acp");
    assertThat(driven.string("stopReason")).contains("verified");
    assertThat(driven.object("server").orElseThrow().string("product")).contains("scripted");
    assertThat(driven.object("spent").orElseThrow().text())
        .isEqualTo("{\"prompt\":3000,\"completion\":110}");
    assertThat(driven.object("session").orElseThrow().text())
        .isEqualTo(
            "{\"usedTokens\":1200,\"contextTokens\":200000,\"cost\":0.25,\"currency\":\"USD\"}");
    assertThat(outcomes(driven))
        .containsExactly(
            "write_file src/b.txt written",
            "read_file src/app.txt answered",
            "run_command git grep -q fixed -- src ran",
            "write_file src/app.txt written");
    assertThat(driven.text()).contains("I tried.").doesNotContain("key-4711-secret");
    assertThat(Files.readString(home.resolve(".agent/heard.txt")))
        .contains("\"exitCode\":1", "The checks were run, and fail");
    assertThat(root.resolve("src/app.txt")).hasContent("fixed");
  }
}
