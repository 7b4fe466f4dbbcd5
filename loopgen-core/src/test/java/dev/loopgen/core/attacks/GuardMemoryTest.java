package dev.loopgen.core.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.LoopgenException;
import dev.loopgen.api.run.Failure;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.api.spec.LoopSpec;
import dev.loopgen.core.fixture.LoopProject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept in the git directory makes reports better, and no verdict greener. */
@Timeout(120)
@DisabledOnOs(OS.WINDOWS)
@Tag("slow")
final class GuardMemoryTest {

  private static final RunRequest DRY = RunRequest.builder().loop("check").dryRun().build();

  @TempDir private Path temporary;
  private Path root;
  private LoopProject project;

  @BeforeEach
  void ignoreASecret() {
    root = temporary.resolve("r");
    project = LoopProject.forbidding(root, ".env", "secret");
    project.repository().write(".gitignore", ".env\n").write("secret", "ours\n");
    project.repository().commitAll("ignore");
    project.repository().write(".env", "TOKEN=1\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mkdir -p .git/loopgen/guard-check.json/x",
        "ln -s nowhere .git/loopgen/guard-check.json",
        "ln -s ../../../elsewhere .git/loopgen/guard-check.json",
        "mkfifo .git/loopgen/guard-check.json",
        "echo '{\"patterns\":' > .git/loopgen/guard-check.json",
        "echo '[]' > .git/loopgen/guard-check.json",
        "head -c 100000000 /dev/zero > .git/loopgen/guard-check.json"
      })
  void run_memoryThatCannotBeUsed_losesNoResultAndHidesNoChange(String sabotage)
      throws IOException {
    project.repository().sh("touch ../elsewhere; mkdir -p .git/loopgen; " + sabotage);
    project.passes();
    project.repository().sh("rm -rf .git/loopgen/guard-check.json; " + sabotage);
    project.passes();
    project.repository().sh("rm -rf .git/loopgen/guard-check.json; " + sabotage);

    project.repository().write(".env", "TOKEN=2\n");
    project.refusesPath(".env");
    project.repository().write(".env", "TOKEN=1\n").write("secret", "theirs\n");
    project.refusesPath("secret");
    assertThat(temporary.resolve("elsewhere")).isEmptyFile();
  }

  @Test
  void run_memoryOfAnEarlierState_hidesNoChange() {
    project.passes();
    project.repository().sh("cp .git/loopgen/guard-check.json ../old; rm .env");
    project.repository().write(".env", "TOKEN=2\n");
    project.run(RunRequest.builder().loop("check").acknowledge(".env", "mine").build());
    project.repository().sh("cp ../old .git/loopgen/guard-check.json");

    project.repository().write(".env", "TOKEN=1\n");

    project.refusesPath(".env");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mkdir ../elsewhere; ln -s ../../elsewhere .git/loopgen",
        "mkdir .git/loopgen; head -c 32 /dev/zero > ../key; ln -s ../../../key"
            + " .git/loopgen/watch.key",
        "mkdir .git/loopgen; mkfifo .git/loopgen/watch.key",
        "mkdir .git/loopgen; ln -s nowhere .git/loopgen/watch.key",
        "mkdir .git/loopgen; touch .git/loopgen/watch.key",
        "mkdir -p .git/loopgen/watch.key"
      })
  void run_keyThatCannotBeUsed_isAnErrorBeforeAnyCommandRuns(String sabotage) throws IOException {
    project
        .repository()
        .write(LoopProject.SPEC, LoopProject.loop("touch ../ran", ".env"))
        .commitAll("spec");
    project.repository().sh(sabotage);

    for (RunRequest request : List.of(RunRequest.of("check"), DRY)) {
      assertThatThrownBy(() -> project.run(request))
          .isInstanceOf(LoopgenException.class)
          .hasMessageContaining("watch.key");
    }

    assertThat(temporary.resolve("ran")).doesNotExist();
    assertThat(project.ledger().entries()).isEmpty();
    if (Files.isDirectory(temporary.resolve("elsewhere"))) {
      assertThat(temporary.resolve("elsewhere")).isEmptyDirectory();
    }
  }

  @Test
  void run_commandThatRemovesTheKey_isJudgedUnderTheOneOfItsStart() {
    project
        .repository()
        .write(
            LoopProject.SPEC,
            LoopProject.loop("test ! -f ../swap || rm .git/loopgen/watch.key", ".env"))
        .commitAll("spec");
    project.passes();
    project.repository().sh("touch ../swap");
    project.repository().write(".env", "TOKEN=2\n");

    project.refusesPath(".env");
  }

  @Test
  void dryRun_firstInAClone_writesNothing() throws IOException {
    Map<String, String> before = everything();

    assertThat(project.run(DRY).failures()).isEmpty();

    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void dryRun_afterRuns_writesNothingAndJudgesAsTheyDo() throws IOException {
    project.passes();
    project.repository().write(".env", "TOKEN=2\n");
    Map<String, String> before = everything();

    RunResult dry = project.run(DRY);

    assertThat(everything()).isEqualTo(before);
    assertThat(dry.failures()).isNotEmpty();
    assertThat(dry.failures())
        .extracting(Failure::describe)
        .isEqualTo(project.run().failures().stream().map(Failure::describe).toList());
  }

  @Test
  void dryRun_inAClone_seesTheFilesOfThisCloneForTheFirstTime() {
    project.passes();
    project.repository().sh("rm -r .git/loopgen");
    project.repository().write(".env", "TOKEN=another machine's\n");

    RunResult dry = project.run(DRY);

    assertThat(dry.failures()).isEmpty();
    assertThat(dry.facts().canonical()).contains("\"rebaselined\"");
  }

  @Test
  void run_underOtherPatternsInBetween_doesNotForgetTheRecord() {
    project.passes();
    LoopSpec easy = LoopSpec.builder("check").command("true").build();
    project.repository().write(".env", "TOKEN=2\n").write("secret", "theirs\n").commitAll("work");
    assertThat(project.run(RunRequest.builder().spec(easy).build()).passed()).isTrue();

    project.refusesPath(".env");
    project.refusesPath("secret");
  }

  @Test
  void run_severalAtOnce_keepOneMemoryThatCanBeRead() throws Exception {
    project.repository().write(".gitignore", ".env\n.loopgen/\n").commitAll("ignore more");
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Callable<RunResult>> runs = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      runs.add(project::run);
    }
    for (Future<RunResult> run : threads.invokeAll(runs)) {
      assertThat(run.get().failures()).isEmpty();
    }
    threads.shutdown();

    project.repository().write("src/app.txt", "two\n");
    project.passes();
    project.repository().write(".env", "TOKEN=2\n");
    assertThat(project.run().failures())
        .extracting(Failure::describe)
        .singleElement()
        .asString()
        .contains(".env", "was changed since run");
    try (Stream<Path> files = Files.list(root.resolve(".git/loopgen"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("guard-check.json", "watch.key");
    }
  }

  /** Every file with its content. */
  private Map<String, String> everything() throws IOException {
    Map<String, String> all = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.toList()) {
        boolean plain = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
        all.put(
            root.relativize(file).toString(),
            plain ? new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1) : "");
      }
    }
    return all;
  }
}
