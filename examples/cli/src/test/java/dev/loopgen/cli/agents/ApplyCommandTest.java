package dev.loopgen.cli.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.cli.Main;
import dev.loopgen.cli.fixture.CliProject;
import dev.loopgen.cli.fixture.QuickJava;
import dev.loopgen.cli.fixture.StandardInput;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
@DisabledOnOs(OS.WINDOWS)
final class ApplyCommandTest {

  private static final String SPEC = ".loopgen/loopgen.loop.yaml";

  @TempDir private Path scratch;

  private Path directory;
  private CliProject project;

  @BeforeEach
  void create() throws IOException, InterruptedException {
    directory = Files.createDirectory(scratch.resolve("project"));
    project = CliProject.in(directory);
    project.git("init", "-q", "-b", "main");
    project.write("package.json", "{\"name\": \"shop\", \"scripts\": {\"test\": \"exit 0\"}}");
    project.commit();
  }

  private CliProject.Ended apply(String... arguments) {
    String[] all = new String[arguments.length + 2];
    all[0] = "apply";
    all[1] = "--yes";
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    return project.here(all);
  }

  private String spec() throws IOException {
    return Files.readString(directory.resolve(SPEC));
  }

  @Test
  void apply_twice_writesNothingTheSecondTime() throws IOException, InterruptedException {
    CliProject.Ended first = apply("--adapters", "agents-md,codex,claude").exitsWith(0);
    project.commit();

    CliProject.Ended second = apply("--adapters", "agents-md,codex,claude").exitsWith(0);

    assertThat(first.out())
        .contains("Wrote", "git add .claude .codex .gitignore .loopgen AGENTS.md");
    assertThat(second.out()).contains("No changes.").doesNotContain("Wrote");
    assertThat(project.tryGit("status", "--porcelain").out()).isEmpty();
  }

  @Test
  void everyGeneratedLoop_isReadByARun() {
    apply("--tests").exitsWith(0);

    assertThat(project.here("run", "--no-report", "nothing").exitsWith(2).err())
        .contains("customer-issue-retro");
  }

  @Test
  void loopWithoutAKnownCommand_fails() throws IOException, InterruptedException {
    Files.delete(directory.resolve("package.json"));
    apply("--templates", "lint-cleanup").exitsWith(0);
    project.commit();

    CliProject.Ended run = project.here("run", "--no-report", "lint-cleanup").exitsWith(1);

    assertThat(run.out()).contains("This loop has no check yet");
    List<AuditEntry> entries = project.entries();
    assertThat(entries).hasSize(1);
    assertThat(entries.get(0).passed()).isFalse();
  }

  @Test
  void answerNo_writesNothing() throws IOException {
    try (StandardInput ignored = StandardInput.of("n\n")) {
      assertThat(project.here("apply").exitsWith(1).out()).contains("Nothing was written.");
    }

    assertThat(directory.resolve(".loopgen")).doesNotExist();
  }

  @Test
  void noAnswer_writesNothing() throws IOException {
    try (StandardInput ignored = StandardInput.of("")) {
      project.here("apply").exitsWith(1);
    }

    assertThat(directory.resolve(".loopgen")).doesNotExist();
  }

  @Test
  void linkedSpec_isRefusedAndItsTargetLeftAlone() throws IOException {
    Path outside = Files.writeString(scratch.resolve("outside.yaml"), "theirs\n");
    Files.createDirectory(directory.resolve(".loopgen"));
    Files.createSymbolicLink(directory.resolve(SPEC), outside);

    assertThat(apply().exitsWith(1).err()).contains("Nothing was written.", "symbolic link");

    assertThat(outside).hasContent("theirs\n");
    assertThat(directory.resolve(".codex")).doesNotExist();
  }

  @Test
  void linkedDirectories_areRefused() throws IOException {
    Path outside = Files.createDirectory(scratch.resolve("outside"));
    Files.createSymbolicLink(directory.resolve(".claude"), outside);
    apply("--adapters", "claude").exitsWith(1);

    Path other = Files.createDirectory(scratch.resolve("other"));
    Files.createSymbolicLink(directory.resolve(".loopgen"), other);
    apply("--adapters", "none").exitsWith(1);

    CliProject.Ended all = apply("--adapters", "claude").exitsWith(1);
    assertThat(all.out()).doesNotContain("+++ b/");
    assertThat(all.err()).containsOnlyOnce(".claude is a symbolic link").contains("more cannot");
    assertThat(outside).isEmptyDirectory();
    assertThat(other).isEmptyDirectory();
  }

  @Test
  void readOnlyDirectory_isASentence() throws IOException {
    Path codex = Files.createDirectory(directory.resolve(".codex"));
    Files.setPosixFilePermissions(codex, PosixFilePermissions.fromString("r-xr-xr-x"));
    try {
      if (!Files.isWritable(codex)) {
        assertThat(apply("--adapters", "codex").exitsWith(2).err())
            .contains("was not written: permission denied");
      }
    } finally {
      Files.setPosixFilePermissions(codex, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  @Test
  void editedSpec_staysAndItsLoopsGetTheFiles() throws IOException {
    project.spec("true");
    String before = spec();

    CliProject.Ended ended = apply("--templates", "lint-cleanup", "--adapters", "claude");

    assertThat(ended.exitsWith(0).out()).contains("the loop lint-cleanup was not added");
    assertThat(spec()).isEqualTo(before);
    assertThat(directory.resolve(".claude/skills/loopgen-check/SKILL.md")).exists();
    assertThat(directory.resolve(".claude/skills/loopgen-lint-cleanup")).doesNotExist();
  }

  @Test
  void secondTemplate_isAddedToTheSpec() throws IOException {
    apply("--templates", "test-repair").exitsWith(0);
    apply("--templates", "lint-cleanup").exitsWith(0);

    assertThat(spec()).contains("id: test-repair", "id: lint-cleanup");
  }

  @Test
  void namesWithControlCharacters_areNotPrinted() throws IOException {
    project.write(
        "package.json",
        "{\"name\": \"\\u001b[31mred\", \"scripts\": {\"test\": \"x\", \"a\\nb: c\": \"y\"}}");
    project.write("AGENTS.md", "\u001b]0;title\u0007mine\n");

    CliProject.Ended ended = apply("--adapters", "agents-md").exitsWith(0);

    assertThat(ended.out() + ended.err()).doesNotContain("\u001b", "\u0007");
    assertThat(Files.readString(directory.resolve("AGENTS.md"))).startsWith("\u001b]0;title");
  }

  @Test
  void misspeltTemplateOrAdapter_isAnsweredWithTheRightOne() {
    assertThat(apply("--templates", "test-repiar").exitsWith(2).err())
        .contains("Did you mean test-repair?");
    assertThat(apply("--adapters", "cluade").exitsWith(2).err()).contains("Did you mean claude?");
  }

  @Test
  void json_isOneObject_andNothingIsAsked() throws IOException {
    assertThat(project.here("apply", "--json").exitsWith(2).err()).contains("--yes");
    String planned = project.here("preview", "--json").exitsWith(0).out();
    assertThat(directory.resolve(".loopgen")).doesNotExist();

    String written = apply("--json").exitsWith(0).out();

    for (String out : List.of(planned, written)) {
      Json json = Json.parse(out.strip().getBytes(StandardCharsets.UTF_8));
      assertThat(((Json.Obj) json).array("changes").orElseThrow()).isNotEmpty();
    }
    assertThat(directory.resolve(SPEC)).exists();
  }

  /** Ctrl-C at the question ends the command as it ends others, and nothing is written. */
  @Test
  void interruptedAtTheQuestion_writesNothing() throws Exception {
    assumeFalse(isDeafToInterrupts(), "the background jobs of a shell ignore Ctrl-C");
    List<String> command = QuickJava.command(Main.class);
    command.addAll(List.of("apply", directory.toString()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      StringBuilder said = new StringBuilder();
      while (!said.toString().endsWith("Write these files? [y/N] ")) {
        int read = out.read();
        assertThat(read).as(said.toString()).isNotNegative();
        said.append((char) read);
      }
      String pid = Long.toString(process.pid());
      assertThat(new ProcessBuilder("kill", "-INT", pid).start().waitFor()).isZero();
      assertThat(process.waitFor()).isEqualTo(130);
    } finally {
      process.destroyForcibly();
    }
    assertThat(directory.resolve(".loopgen")).doesNotExist();
  }

  /** Whether SIGINT, the second signal, is ignored by this process and so by those it starts. */
  private static boolean isDeafToInterrupts() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (Files.notExists(status)) {
      return false;
    }
    String ignored =
        Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .findFirst()
            .orElseThrow();
    return (Long.parseUnsignedLong(ignored.substring(7).strip(), 16) & 2) != 0;
  }

  @Test
  void preview_writesNothing() {
    assertThat(project.here("preview").exitsWith(0).out()).contains("+++ b/" + SPEC);

    assertThat(directory.resolve(".loopgen")).doesNotExist();
  }

  @Test
  void create_ofTheDemo_showsItsLoop() {
    assertThat(CliProject.execute("create", "test-repair", "--demo").exitsWith(0).out())
        .contains("id: test-repair", "npm run test");
  }

  @Test
  void testsSuggest_printsTheBlock() throws IOException {
    project.write("package.json", "{\"scripts\": {\"test\": \"vitest run\"}}");

    assertThat(project.here("tests", "suggest").exitsWith(0).out())
        .contains("verification:", "- \"/junit.xml\"");
  }

  @Test
  void testsSuggest_withoutAKnownRunner_isRefused() {
    project.here("tests", "suggest").exitsWith(1);
  }
}
