package dev.loopgen.cli.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.cli.Main;
import dev.loopgen.cli.fixture.CliProject;
import dev.loopgen.cli.fixture.QuickJava;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
final class HookCommandTest {

  private static final String PATH = System.getenv("PATH");
  private static final InputStream STANDARD_INPUT = System.in;

  @TempDir private Path directory;

  private Path shop;
  private CliProject cli;

  @BeforeEach
  void makeProject() throws Exception {
    shop = directory.resolve("shop");
    cli = CliProject.project(shop, "git --version");
  }

  @AfterEach
  void restoreInput() {
    System.setIn(STANDARD_INPUT);
  }

  /** Agents take 2 for a refusal. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "hook --agent nix stop",
        "hook --agent codex stop --within soon",
        "hook --agent codex stopp",
        "hook --agent codex pre-tool --nothing",
        "hook stop",
        "hook pre-tool",
        "hook --agent codex pre-tool --project /no/such/directory"
      })
  void hook_badArguments_exitWith1(String line) {
    say("{}");

    CliProject.Ended ended = CliProject.execute(line.split(" ")).exitsWith(1);

    assertThat(ended.err()).startsWith("loopgen: ");
  }

  @Test
  void preTool_commandOnAForbiddenPath_isRefusedWithExit0() {
    say("{\"tool_name\":\"Bash\",\"tool_input\":{\"command\":\"touch secret/key\"}}");

    CliProject.Ended ended = hook("--agent", "claude-code", "pre-tool").exitsWith(0);

    assertThat(ended.out()).contains("\"permissionDecision\":\"deny\"", "the path is forbidden");
    assertThat(ended.out().lines()).hasSize(1);
  }

  @Test
  void preTool_projectWithoutASpec_isNoDecision() throws Exception {
    Files.delete(shop.resolve(".loopgen/loopgen.loop.yaml"));
    cli.commit();
    String write = "{\"tool_name\":\"Write\",\"tool_input\":{\"file_path\":\"a.txt\"}}";

    say(write);
    CliProject.Ended codex = hook("--agent", "codex", "pre-tool").exitsWith(1);
    say(write.replace("tool_name", "toolName").replace("tool_input", "toolArgs"));
    CliProject.Ended copilot = hook("--agent", "copilot", "pre-tool").exitsWith(0);

    assertThat(codex.out()).isEqualTo("{}" + System.lineSeparator());
    assertThat(copilot.out()).isEqualTo("{}" + System.lineSeparator());
    assertThat(codex.err()).startsWith("loopgen: ");
  }

  @Test
  void install_answeredNo_writesNothing() {
    say("n\n");

    CliProject.Ended ended = cli.here("hook", "--agent", "gemini", "install").exitsWith(1);

    assertThat(ended.out()).contains("+++ b/.gemini/settings.json", "Nothing was written.");
    assertThat(shop.resolve(".gemini")).doesNotExist();
  }

  @Test
  void install_answeredYes_writesAndThenFindsThem() {
    say("y\n");
    cli.here("hook", "install", "--agent", "gemini").exitsWith(0);

    assertThat(cli.here("hook", "install", "--agent", "gemini").exitsWith(0).out())
        .contains("has the hooks already");
    assertThat(
            cli.here("hook", "install", "--agent", "gemini", "--timeout", "60").exitsWith(2).err())
        .contains("more than a minute");
  }

  @Test
  void install_loopThatTheBaseDoesNotHave_isNamed() {
    assertThat(
            cli.here("hook", "install", "--agent", "gemini", "-y", "--loop", "nope")
                .exitsWith(0)
                .out())
        .contains("note: The base has no loop nope. Its loops: ");
  }

  @Test
  void installCheck_withoutHooks_saysThatTheyWillNotRun() {
    CliProject.Ended ended =
        cli.here(
                Map.of("PATH", "", "HOME", directory.toString()),
                "hook",
                "install",
                "--agent",
                "codex",
                "--check")
            .exitsWith(1);

    assertThat(ended.out())
        .contains("does not have the hooks", "not on the PATH", "without a word")
        .contains("Codex CLI will not run all of the hooks.");
    assertThat(shop.resolve(".codex")).doesNotExist();
  }

  @Test
  void install_projectBelowTheRoot_namesIt() throws Exception {
    Files.createDirectories(shop.resolve("app"));

    String out =
        CliProject.execute(
                "hook", "install", "--agent", "codex", "--yes", shop.resolve("app").toString())
            .exitsWith(0)
            .out();

    assertThat(out).contains("stop --within 570 --project app");
    assertThat(shop.resolve(".codex/hooks.json")).exists();
  }

  @Test
  void stop_specPlantedBelowTheRoot_isNotUsed() throws Exception {
    cli.spec("echo judged by the root; exit 1");
    cli.commit();
    CliProject planted = CliProject.in(shop.resolve("pkg")).spec("true");
    cli.write("src/app.txt", "bad\n");
    say("{\"stop_hook_active\":false,\"session_id\":\"s\"}");

    CliProject.Ended ended =
        CliProject.execute(
                Map.of("CLAUDE_PROJECT_DIR", shop.resolve("pkg").toString(), "PATH", PATH),
                "hook --agent claude-code stop --within 300".split(" "))
            .exitsWith(0);

    assertThat(ended.out()).contains("\"decision\":\"block\"", "judged by the root");
    assertThat(planted.ledger()).doesNotExist();
  }

  /** The command that was installed is started in the directory that the agent went to. */
  @ParameterizedTest
  @ValueSource(strings = {"", "pkg", "pkg/src"})
  void stop_installedBelowTheRoot_judgesThatProjectFromEverywhere(String current) throws Exception {
    CliProject pkg =
        CliProject.in(shop.resolve("pkg")).spec("echo judged in pkg; exit 1").write("src/a", "a");
    cli.commit();
    CliProject.execute("hook", "install", "--agent", "codex", "-y", shop.resolve("pkg").toString())
        .exitsWith(0);
    pkg.write("src/a", "b");

    CliProject.Ended ended =
        stopped(shop.resolve(current), "hook --agent codex stop --within 570 --project pkg");

    assertThat(Files.readString(shop.resolve(".codex/hooks.json")))
        .contains("hook --agent codex stop --within 570 --project pkg");
    assertThat(ended.out()).contains("\"decision\":\"block\"", "judged in pkg");
  }

  /** A repository that the agent made below the root has a base of the agent's choice. */
  @Test
  void stop_repositoryPlantedBelowTheRoot_isNotEnough() throws Exception {
    cli.spec("echo judged by the root; exit 1");
    cli.here("hook", "install", "--agent", "codex", "-y").exitsWith(0);
    cli.commit();
    CliProject.project(shop.resolve("nested"), "true");
    String stop = "hook --agent codex stop --within 300";

    assertThat(stopped(shop.resolve("nested/src"), stop).out())
        .contains("\"decision\":\"block\"", "judged by the root");

    cli.git("worktree", "add", "-q", "-b", "other", "checkout");
    CliProject checkout = CliProject.in(shop.resolve("checkout")).write("src/app.txt", "bad\n");
    assertThat(stopped(shop.resolve("checkout"), stop).out()).contains("\"decision\":\"block\"");
    assertThat(checkout.entries()).hasSize(1);
    assertThat(cli.entries()).hasSize(1);
  }

  /** What an agent can break must not have it skip the hook. */
  @ParameterizedTest
  @ValueSource(strings = {"HEAD", "config", "objects", "refs"})
  void stop_repositoryBroken_blocksOnceAndThenSaysThatItLetsGo(String part) throws Exception {
    cli.write("src/app.txt", "bad\n");
    Path broken = shop.resolve(".git").resolve(part);
    if (part.equals("config")) {
      Files.writeString(broken, "[core\n");
    } else {
      Files.move(broken, directory.resolve(part));
    }

    assertThat(stopped(shop, "hook --agent claude-code stop --within 300").out())
        .contains("\"decision\":\"block\"");
    String copilot = "hook --agent copilot stop --within 300";
    String saysNothing = "{\"sessionId\":\"c\"}";
    assertThat(stopped(shop, copilot, saysNothing).out()).contains("\"decision\":\"block\"");
    assertThat(stopped(shop, copilot, saysNothing).err())
        .contains("The agent stops without a verdict.");
  }

  @Test
  void stop_directoryGone_blocks() throws Exception {
    assertThat(stopped(shop, "hook --agent codex stop --project gone").out())
        .contains("\"decision\":\"block\"", "There is no directory");
  }

  @Test
  void stop_eventTooLarge_blocks() throws Exception {
    say("{\"session_id\":\"" + " ".repeat(64 << 20) + "\"}");

    assertThat(hook("--agent", "codex", "stop").exitsWith(0).out())
        .contains("\"decision\":\"block\"", "larger than 64 MiB");
  }

  /** Files that take for ever to read. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void stop_workTreeThatCannotBeReadInTime_blocksInTime() throws Exception {
    for (int i = 0; i < 16; i++) {
      Path large = shop.resolve("src/large" + i + ".bin");
      try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
        file.setLength(4L << 30);
      }
    }

    assertThat(stopped(shop, "hook --agent codex stop --within 1").out())
        .contains("\"decision\":\"block\"", "not read within 1 seconds");
  }

  /** Opening a pipe that nobody writes to does not end. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void stop_headThatIsAPipe_blocksInTime() throws Exception {
    Path head = shop.resolve(".git/HEAD");
    Files.delete(head);
    assertThat(new ProcessBuilder("mkfifo", head.toString()).start().waitFor()).isZero();

    String copilot = "hook --agent copilot stop --within 10";
    assertThat(stopped(shop, copilot, "{\"sessionId\":\"c\"}").out())
        .contains("\"decision\":\"block\"");
  }

  /** Runs a stop hook in a process with a current directory. */
  private CliProject.Ended stopped(Path current, String line) throws Exception {
    return stopped(current, line, "{\"stop_hook_active\":false,\"session_id\":\"s\"}");
  }

  private CliProject.Ended stopped(Path current, String line, String said) throws Exception {
    Path event = directory.resolve("event.json");
    Files.writeString(event, said);
    List<String> command = QuickJava.command(Main.class);
    command.addAll(List.of(line.split(" ")));
    ProcessBuilder builder = new ProcessBuilder(command).directory(current.toFile());
    builder.environment().remove("CLAUDE_PROJECT_DIR");
    builder.environment().put("XDG_CACHE_HOME", directory.resolve("cache").toString());
    return CliProject.ended(builder.redirectInput(event.toFile())).exitsWith(0);
  }

  private CliProject.Ended hook(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "hook";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return CliProject.execute(Map.of("CLAUDE_PROJECT_DIR", shop.toString()), all);
  }

  private static void say(String text) {
    System.setIn(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }
}
