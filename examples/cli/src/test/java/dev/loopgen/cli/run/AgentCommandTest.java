package dev.loopgen.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.cli.fixture.CliProject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
                "run",
                "check",
                "--mode",
                "driven",
                "--adapter",
                "acp",
                "--agent-command",
                "sh " + program));
    command.addAll(List.of(more));
    return cli.here(
        Map.of(
            "PATH", System.getenv("PATH"), "HOME", home.toString(), "AGENT_KEY", "key-4711-secret"),
        command.toArray(String[]::new));
  }

  private Json.Obj driven() {
    List<AuditEntry> entries = cli.entries();
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

  @Test
  void run_hostileAgentInTheSandbox_changesNothingThatItMayNot()
      throws IOException, InterruptedException {
    Files.createSymbolicLink(root.resolve("spec"), Path.of(".loopgen/loopgen.loop.yaml"));
    cli.write(".gitignore", ".env\n");
    cli.commit();
    cli.write(".env", "TOKEN\n");
    Map<Path, String> before = files();
    String program =
        """
        turn
        tried=
        for file in src/app.txt src/new .git/config .git/hooks/post-commit .loopgen/loopgen.loop.yaml spec secret .env ../outside; do
          if (echo evil >>"$file") 2>/dev/null; then tried="$tried $file"; fi
        done
        if ln -s .loopgen/loopgen.loop.yaml "$ROOT/src/link" 2>/dev/null; then tried="$tried link"; fi
        if mv src gone 2>/dev/null; then tried="$tried moved"; fi
        if rm -f src/app.txt 2>/dev/null && [ ! -e src/app.txt ]; then tried="$tried removed"; fi
        if mount -o remount,rw "$ROOT" 2>/dev/null; then tried="$tried mounted"; fi
        if (echo evil >"$HOME/.profile") 2>/dev/null; then tried="$tried home"; fi
        (setsid sh -c 'while :; do echo late >src/app.txt; sleep 4711.0815; done' >/dev/null 2>&1 &)
        update '"sessionUpdate":"agent_message_chunk","content":{"type":"text","text":"wrote:'"$tried; key: $AGENT_KEY;"'"}'
        write .loopgen/loopgen.loop.yaml evil
        write spec evil
        write secret evil
        write .env evil
        write ../outside evil
        write .git/config evil
        write src/../../outside evil
        ask fs/write_text_file '"path":"/etc/passwd","content":"evil"'
        ask fs/write_text_file '"path":"'"$HOME/.profile"'","content":"evil"'
        ask fs/write_text_file '"path":"'"$ROOT/.GIT/config"'","content":"evil"'
        read .env
        ask fs/read_text_file '"path":"'"$HOME/agent.sh"'"'
        ask terminal/create '"command":"rm","args":["-rf","src"]'
        ask terminal/create '"command":"sh","args":["-c","git grep -q fixed -- src; rm -rf src"]'
        ask terminal/create '"command":"git grep -q fixed -- src","cwd":"/"'
        permit '"kind":"edit","title":"e","content":[{"type":"diff","path":"'"$ROOT/secret"'","newText":"x"}]'
        permit '"kind":"edit","title":"e","locations":[{"path":"'"$ROOT/src/app.txt"'"},{"path":"/etc/passwd"}]'
        permit '"kind":"read","title":"r","locations":[{"path":"'"$ROOT/.env"'"}]'
        permit '"kind":"execute","title":"x","rawInput":{"command":"rm -rf src"}'
        permit '"kind":"delete","title":"d","locations":[{"path":"'"$ROOT/src/app.txt"'"}]'
        permit '"title":"anything"'
        permit '"kind":"edit","title":"e","locations":[{"path":"'"$ROOT/src/app.txt"'"}]'
        ask fs/write_text_file '"path":"'"$ROOT/src/app.txt"'","content":7'
        end
        """;

    CliProject.Ended ended =
        run(program, "--max-iterations", "1", "--agent-writable", home + "/.agent");

    ended.exitsWith(1);
    assertThat(files()).isEqualTo(before);
    Json.Obj driven = driven();
    assertThat(driven.string("author")).contains("sandboxed");
    assertThat(driven.text()).contains("wrote:; key: ;");
    assertThat(outcomes(driven))
        .containsExactly(
            "write_file .loopgen/loopgen.loop.yaml loopgen-file",
            "write_file spec symbolic-link",
            "write_file secret forbidden-path",
            "write_file .env ignored-path",
            "write_file ../outside path-escape",
            "write_file .git/config git-file",
            "write_file src/../../outside path-escape",
            "write_file /etc/passwd path-escape",
            "write_file " + home + "/.profile path-escape",
            "write_file .GIT/config git-file",
            "read_file .env ignored-path",
            "read_file " + home + "/agent.sh path-escape",
            "run_command rm -rf src command-not-allowed",
            "run_command git grep -q fixed -- src; rm -rf src command-not-allowed",
            "request_permission secret forbidden-path",
            "request_permission /etc/passwd path-escape",
            "request_permission .env ignored-path",
            "request_permission rm -rf src command-not-allowed",
            "request_permission delete d uncheckable",
            "request_permission other anything uncheckable");
    String heard = Files.readString(home.resolve(".agent/heard.txt"));
    assertThat(heard.lines().filter(line -> line.contains("\"optionId\":\"yes\""))).hasSize(1);
    assertThat(heard).doesNotContain("always", "TOKEN");
    assertThat(
            ProcessHandle.allProcesses()
                .flatMap(process -> process.info().commandLine().stream())
                .filter(line -> line.contains("4711.0815")))
        .isEmpty();
  }

  /** Returns the content of every file, the places around the project included. */
  private Map<Path, String> files() throws IOException {
    Map<Path, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String name = directory.relativize(file).toString();
        boolean ofTheRun =
            name.startsWith("home/") && !name.endsWith(".profile")
                || name.startsWith("shop/.git/loopgen")
                || name.matches("shop/\\.loopgen/(audit.jsonl.*|state/.*|reports/.*|\\.gitignore)");
        if (!ofTheRun) {
          files.put(file, new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
        }
      }
    }
    return files;
  }

  @Test
  void run_unconfinedAgentWritesByItself_isJudgedAndNamedUnconfined()
      throws IOException, InterruptedException {
    CliProject.Ended passing =
        run("turn\necho fixed >src/app.txt\nend\nturn\n", "--isolate", "none").exitsWith(0);

    assertThat(passing.out()).contains("author: unconfined");
    assertThat(driven().string("author")).contains("unconfined");
    assertThat(outcomes(driven())).isEmpty();
  }

  @Test
  void run_unconfinedAgentWritesAForbiddenFile_isRefused() throws IOException {
    CliProject.Ended ended =
        run("turn\necho fixed >src/app.txt\necho x >secret\nend\nturn\n", "--isolate", "none")
            .exitsWith(1);

    assertThat(ended.out()).contains("Forbidden path secret", "author: unconfined");
    assertThat(driven().string("stopReason")).contains("forbidden");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dies      | 600 | echo no more >&2; exit 3 | model-unreachable | exit code 3). It said: no more",
        "is silent | 3 | sleep 4711.0816 | model-unreachable | did not answer in time",
        "line      | 600 | tr '\\000' x </dev/zero | model-unreadable | more than 16 MiB",
        "flood     | 3 | while :; do update '\"sessionUpdate\":\"plan\"'; done | model-unreachable | in time",
        "garbage   | 600 | said hello; hear | model-unreadable | no message of the protocol",
        "error     | 600 | said '{\"jsonrpc\":\"2.0\",\"id\":3,\"error\":{\"code\":-1,\"message\":\"quota\"}}'; hear"
            + " | model-unreachable | quota"
      })
  void run_agentBreaksOff_leavesAnEntryThatSaysWhy(
      String name, String seconds, String act, String stop, String why) throws IOException {
    CliProject.Ended ended =
        run(
                "turn\nwrite src/b.txt kept\n" + act + "\n",
                "--isolate",
                "none",
                "--request-timeout",
                seconds)
            .exitsWith(2);

    assertThat(ended.out()).contains(why);
    assertThat(driven().string("stopReason")).contains(stop);
    assertThat(outcomes(driven())).containsExactly("write_file src/b.txt written");
    assertThat(
            ProcessHandle.allProcesses()
                .flatMap(process -> process.info().commandLine().stream())
                .filter(line -> line.contains("4711.0816")))
        .isEmpty();
  }

  @Test
  void run_agentThatMustNotStart_isRefusedWithoutAnEntry() throws IOException {
    CliProject.Ended inTheTree =
        run("turn\n", "--agent-writable", root.resolve("src").toString()).exitsWith(2);
    CliProject.Ended aroundTheHome =
        run("turn\n", "--agent-writable", directory.toString()).exitsWith(2);
    CliProject.Ended dry = run("turn\n", "--isolate", "none", "--dry-run").exitsWith(2);
    CliProject.Ended noCommand =
        cli.here("run", "check", "--mode", "driven", "--adapter", "acp").exitsWith(2);

    assertThat(inTheTree.err()).contains("could change the project");
    assertThat(aroundTheHome.err()).contains("could change the project");
    assertThat(dry.err()).contains("needs a sandbox");
    assertThat(noCommand.err()).contains("--agent-command");
    assertThat(root.resolve(".loopgen/audit.jsonl")).doesNotExist();
  }

  @Test
  void run_limitOfTokens_endsARunWhoseAgentDoesNotCountOrTakesMore() throws IOException {
    run("turn\nend\nturn\n", "--isolate", "none", "--max-prompt-tokens", "100000").exitsWith(1);
    String uncounted = driven().string("stopDetail").orElseThrow();
    run(
            "turn\nend '\"usage\":{\"inputTokens\":99999,\"outputTokens\":1}'\nturn\n",
            "--isolate",
            "none",
            "--max-prompt-tokens",
            "100000")
        .exitsWith(1);

    assertThat(uncounted).contains("which the agent does not count");
    assertThat(driven().string("stopReason")).contains("budget");
    assertThat(driven().array("attempts").orElseThrow()).hasSize(1);
  }
}
