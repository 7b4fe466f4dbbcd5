package dev.loopgen.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.cli.fixture.CliProject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RunCommandIT {

  @TempDir private Path root;

  @Test
  void run_passingChange_exitsWithZeroAndSaysSo() throws Exception {
    CliProject cli = CliProject.project(root, "git --version").write("src/app.txt", "two\n");

    CliProject.Ended ended = cli.loopgen("run", "check", ".").exitsWith(0);

    assertThat(ended.out()).contains("PASS check: 1 of 1 command passed, 1 file changed");
    assertThat(ended.err()).isEmpty();
    assertThat(root.resolve(".loopgen/audit.jsonl")).exists();
    assertThat(root.resolve(".loopgen/state/check.md")).exists();
    String version = cli.loopgen("--version").exitsWith(0).out().strip();
    assertThat(version).startsWith("loopgen ").doesNotContain("development");
    assertThat(Files.readString(root.resolve(".loopgen/audit.jsonl")))
        .contains("\"tool\":\"loopgen-java/" + version.replaceFirst("loopgen ", "") + "\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "", "./", "check"})
  void run_argumentsOfNpm_areUnderstood(String argument) throws Exception {
    CliProject cli = CliProject.project(root, "git --version");

    String[] arguments = argument.isEmpty() ? new String[] {"run"} : new String[] {"run", argument};
    cli.loopgen(arguments).exitsWith(0);
  }

  @Test
  void run_refusedChange_exitsWithOneAndEveryReason() throws Exception {
    CliProject cli = CliProject.project(root, "git no-such-command").write("secret", "x");

    CliProject.Ended ended = cli.loopgen("run", "check").exitsWith(1);

    assertThat(ended.out())
        .contains("refused: Command `git no-such-command` exited with code")
        .contains("refused: Forbidden path secret")
        .contains("FAIL check");
  }

  @Test
  void run_inASubdirectory_judgesTheProjectAroundIt() throws Exception {
    CliProject cli = CliProject.project(root, "git --version").write("sub/deep/x.txt", "x");

    ProcessBuilder process = cli.process("run", "--no-report");
    CliProject.ended(process.directory(root.resolve("sub/deep").toFile())).exitsWith(0);

    assertThat(root.resolve(".loopgen/audit.jsonl")).exists();
    assertThat(root.resolve("sub/deep/.loopgen")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "POSIX", "C.UTF-8", "none.ISO-8859-1"})
  @DisabledOnOs(OS.WINDOWS)
  void run_belowAnyLocale_findsItsFilesAndKeepsTheCallersLocale(String locale) throws Exception {
    String script =
        """
        set -e
        mkdir "$(printf 'proj\\303\\251')" && cd proj* && git init -q && mkdir .loopgen
        echo 'loops: [{id: check, verification: {commands: [test $LC_ALL = WANTED]}}]' |
          sed "s/WANTED/$LC_ALL/" > .loopgen/loopgen.loop.yaml
        git add -A
        git -c user.name=t -c user.email=t@example.test commit -qm base
        printf x > "$(printf 'cl\\303\\251.txt')"
        "$@" run --no-report
        "$@" audit check "$PWD"
        grep -c 'cl.*303.*251.txt' .loopgen/audit.jsonl
        """;
    List<String> command = new ArrayList<>(List.of("sh", "-c", script, "sh"));
    command.addAll(CliProject.in(root).process().command());
    ProcessBuilder process = new ProcessBuilder(command).directory(root.toFile());
    process.environment().put("LC_ALL", locale);

    assertThat(CliProject.ended(process).exitsWith(0).out())
        .contains("1 file changed", "ACCEPTED")
        .endsWith("1\n");
  }

  @Test
  void run_directoryTakenAsALoop_saysSo() throws Exception {
    CliProject inside = CliProject.project(root, "git --version").write("sub/x.txt", "x");
    assertThat(inside.loopgen("run", "sub").exitsWith(2).err())
        .contains("sub was taken as the name of a loop", "write ./sub");

    CliProject above = CliProject.in(Files.createTempDirectory(root, "above"));
    above.write("shop/x.txt", "x");
    assertThat(above.loopgen("run", "shop").exitsWith(2).err()).contains("write ./shop");
  }

  @Test
  void run_commandThatFails_saysWhyUnlessItShallBeQuiet() throws Exception {
    CliProject cli = CliProject.project(root, "git no-such-command");

    assertThat(cli.loopgen("run").exitsWith(1).out()).contains("    | git: 'no-such-command'");
    assertThat(cli.loopgen("run", "--quiet").exitsWith(1).out()).doesNotContain("    | ");
    cli.loopgen("run", "--quiet", "-v").exitsWith(2);
  }

  @Test
  void run_json_isOneObjectAndNothingElse() throws Exception {
    CliProject cli = CliProject.project(root, "git --version");

    CliProject.Ended ended = cli.loopgen("run", "--json").exitsWith(0);

    assertThat(ended.out()).hasLineCount(1).startsWith("{").contains("\"passed\":true");
  }

  @Test
  void run_dryRunAndNoReport_writeWhatTheySay() throws Exception {
    CliProject cli = CliProject.project(root, "git --version");

    cli.loopgen("run", "--dry-run").exitsWith(0);
    assertThat(root.resolve(".loopgen/audit.jsonl")).doesNotExist();
    assertThat(root.resolve(".loopgen/reports")).doesNotExist();
    cli.loopgen("run", "--no-report").exitsWith(0);

    assertThat(root.resolve(".loopgen/audit.jsonl")).exists();
    assertThat(root.resolve(".loopgen/reports")).doesNotExist();
  }

  @Test
  void run_noSpecOrNoRepository_exitsWithTwo(@TempDir Path nowhere) throws Exception {
    assertThat(CliProject.in(nowhere).loopgen("run").exitsWith(2).err()).contains("git repository");
    CliProject cli = CliProject.in(root);
    cli.git("init", "-q");
    assertThat(cli.loopgen("run").exitsWith(2).err()).contains("no spec file");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void run_interrupted_killsTheCommandAndLeavesAJournalInsteadOfAnEntry() throws Exception {
    CliProject cli = CliProject.project(root.resolve("r"), "echo started > ../started; sleep 300");
    Process process = cli.process("run").redirectErrorStream(true).start();
    awaitFile(root.resolve("started"));

    // Not SIGINT, which the background jobs of a shell ignore; the JVM treats both alike.
    new ProcessBuilder("kill", "-TERM", Long.toString(process.pid())).start().waitFor();

    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isNotZero();
    assertThat(root.resolve("r/.loopgen/audit.jsonl")).doesNotExist();
    assertThat(process.descendants()).isEmpty();
    cli.spec("git --version").commit();
    CliProject.Ended next = cli.loopgen("run");
    assertThat(next.out()).contains("left no entry");
  }

  @Test
  void run_twoAtOnce_bothAreRecordedInOneChain() throws Exception {
    CliProject cli = CliProject.project(root, "git --version");
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      processes.add(cli.process("run", "--no-report").redirectErrorStream(true).start());
    }
    for (Process process : processes) {
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(out).isZero();
    }

    assertThat(cli.loopgen("audit", "verify").exitsWith(0).out()).contains("3 entries");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void run_plainLocale_neitherCommandsNorNamesAreGarbled() throws Exception {
    CliProject cli =
        CliProject.project(root, "test \"$(printf é | wc -c)\" -eq 2 && test -f données");
    cli.write("données", "x").commit();
    cli.write("né", "y");

    cli.loopgen(Map.of("LC_ALL", "C"), "run").exitsWith(0);

    assertThat(Files.readString(root.resolve(".loopgen/audit.jsonl"))).contains("printf é");
  }

  @Test
  void run_outputToAPipe_hasNoControlSequences() throws Exception {
    CliProject cli = CliProject.project(root, "git --version");

    assertThat(cli.loopgen("run").exitsWith(0).out()).doesNotContain("\u001b", "\r\u001b");
    assertThat(cli.loopgen("--help").exitsWith(0).out()).doesNotContain("\u001b");
  }

  @Test
  void help_andVersion_areThere() throws Exception {
    assertThat(CliProject.in(root).loopgen("--version").exitsWith(0).out())
        .startsWith("loopgen 0.");
    assertThat(CliProject.in(root).loopgen("run", "--help").exitsWith(0).out())
        .contains("Exit codes");
  }

  private static void awaitFile(Path file) throws IOException, InterruptedException {
    for (int i = 0; i < 200 && !Files.exists(file); i++) {
      Thread.sleep(50);
    }
    assertThat(file).exists();
  }
}
