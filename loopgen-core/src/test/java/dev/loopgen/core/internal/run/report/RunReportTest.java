package dev.loopgen.core.internal.run.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.core.Loopgen;
import dev.loopgen.core.fixture.LoopProject;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a run writes for people, against what npm loopgen writes. */
@DisabledOnOs(OS.WINDOWS)
@Tag("slow")
final class RunReportTest {

  private static final String STATE = ".loopgen/state/check.md";
  private static final String TIMESTAMP = "2026-11-23T14:59:44.577Z";

  @TempDir private Path root;

  @Test
  void report_passingRun_hasTheHeadingsOfNpmInItsOrder() throws IOException {
    LoopProject project =
        LoopProject.uncommitted(
            root, LoopProject.loop(List.of("true", "echo second"), 60, "secret"));
    project.repository().write("src/app.txt", "one\n").commitAll("first");

    assertThat(headings(report(project.run())))
        .isEqualTo(
            headings(golden("report-fail.md")).stream()
                .filter(line -> !line.equals("## Goal"))
                .map(line -> line.replace("Test repair", "check"))
                .map(line -> line.replace("sh check.sh", "true"))
                .toList());
  }

  @Test
  void report_goal_hasItsHeadingOnlyWhereThereIsOne() throws IOException {
    String spec = LoopProject.loop("true").replace("id: check", "id: check\n    goal: Mend it");
    RunResult result = LoopProject.uncommitted(root, spec).run();

    assertThat(report(result)).contains("\n## Goal\n\nMend it\n");
  }

  @Test
  void report_loopWithoutPatterns_saysThatNoneIsSet() throws IOException {
    assertThat(report(LoopProject.running(root, "true").run()))
        .contains("## Forbidden paths — none set\n", "nothing was checked")
        .doesNotContain("No forbidden paths were changed");
  }

  @Test
  void report_file_isNamedAsNpmNamesIt() throws Exception {
    LoopProject.running(root, "true");

    RunResult result = runAt(TIMESTAMP);

    assertThat(result.report())
        .contains(root.resolve(".loopgen/reports/check-2026-11-23T14-59-44-577Z.md"));
    assertThat(report(result)).contains("\nGenerated: " + TIMESTAMP + "\n");
  }

  @Test
  void report_failingRun_saysSoInTitleAndSection() throws IOException {
    RunResult result = LoopProject.running(root, "echo why; exit 3").run();

    assertThat(report(result))
        .startsWith("# Proof report — check ❌ FAIL\n")
        .contains("## Verification — failed\n", "— fail (exit 3)", "```\nwhy\n```");
  }

  @Test
  void report_outputAndNamesThatPoseAsReport_makeNoLineOfTheirOwn() throws IOException {
    LoopProject project = LoopProject.running(root, "cat .git/forged; exit 1");
    project.repository().write(".git/forged", "```\n# Proof report — x ✅ PASS\n```\n");
    project.repository().sh("touch 'a\n# Proof report — y ✅ PASS' '`## Verification — passed`'");

    String report = report(project.run());

    assertThat(outsideOfBlocks(report)).noneMatch(line -> line.contains("✅"));
    assertThat(outsideOfBlocks(report))
        .filteredOn(line -> line.startsWith("#"))
        .noneMatch(line -> line.contains("passed"));
  }

  @Test
  void report_outputLongerThanItsExcerpt_showsTheEnd() throws IOException {
    RunResult result = LoopProject.running(root, "yes | head -c 100000; echo end").run();

    assertThat(report(result)).contains("… (the end of 100004 bytes)\n").contains("\nend\n```");
    assertThat(report(result).length()).isLessThan(10_000);
  }

  @Test
  void state_firstRun_isAsNpmWritesIt() throws Exception {
    LoopProject.running(root, "true", "true");

    RunResult result = runAt(TIMESTAMP);

    String id = result.facts().string("entryId").orElseThrow();
    String golden = golden("state-test-repair.md");
    String first = golden.substring(0, golden.indexOf('\n', golden.indexOf("- 2026")) + 1);
    assertThat(state())
        .isEqualTo(
            first
                .replace("Test repair", "check")
                .replace("test-repair", "check")
                .replace("86f8464c-3328-4080-b289-2c4c288aa6a1", id));
  }

  @Test
  void state_laterRuns_areAddedBelow() throws IOException {
    LoopProject project = LoopProject.running(root, "exit 1");

    project.run();
    project.run();

    assertThat(state().lines().filter(line -> line.startsWith("- ")))
        .hasSize(2)
        .allMatch(line -> line.contains(" — FAIL — referee — iter 1 — verification 0/1 — "));
  }

  @Test
  void state_placeholderOfNpm_isReplacedOnce() {
    LoopProject project = LoopProject.running(root, "true");
    String placeholder = "- No attempts yet.\n";
    project.repository().write(STATE, "# t\n\n## Attempts\n\n" + placeholder + placeholder);

    project.run();

    assertThat(project.repository().read(STATE))
        .startsWith("# t\n\n## Attempts\n\n- 20")
        .endsWith("\n" + placeholder);
  }

  @Test
  void files_reportDirectoryThatIsALink_isNotFollowed() throws IOException {
    Path outside = Files.createDirectory(root.resolve("outside"));
    LoopProject project = LoopProject.running(root.resolve("r"), "true");
    project.repository().sh("ln -s ../../outside .loopgen/reports");

    RunResult result = project.run();

    assertThat(result.report()).isEmpty();
    assertThat(result.entry()).isPresent();
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void files_stateFileThatIsALink_isNotWrittenThrough() throws IOException {
    Path outside = Files.writeString(root.resolve("outside.md"), "kept");
    LoopProject project = LoopProject.running(root.resolve("r"), "true");
    project.repository().sh("mkdir .loopgen/state; ln -s ../../../outside.md " + STATE);

    project.run();

    assertThat(outside).hasContent("kept");
  }

  @Test
  void files_projectReachedThroughALink_areWritten() throws IOException {
    LoopProject project = LoopProject.running(root.resolve("r"), "true");
    Path link = Files.createSymbolicLink(root.resolve("link"), root.resolve("r"));

    RunResult result = LoopProject.at(project.repository(), link).run();

    assertThat(result.report()).isPresent();
    assertThat(link.resolve(STATE)).exists();
  }

  @Test
  void files_stateFileThatIsANamedPipe_doesNotHang() {
    LoopProject project = LoopProject.running(root, "true");
    project.repository().sh("mkdir .loopgen/state; mkfifo " + STATE);

    assertTimeoutPreemptively(
        Duration.ofSeconds(60), () -> assertThat(project.run().entry()).isPresent());
  }

  @Test
  void files_stateFileThatIsADirectory_leavesNoTemporaryFile() throws IOException {
    LoopProject project = LoopProject.running(root, "true");
    project.repository().sh("mkdir -p " + STATE + "/full");

    assertThat(project.run().entry()).isPresent();

    try (Stream<Path> files = Files.list(root.resolve(".loopgen/state"))) {
      assertThat(files).containsExactly(root.resolve(STATE));
    }
  }

  @Test
  void files_hugeStateFile_isLeftAlone() throws IOException {
    LoopProject project = LoopProject.running(root, "true");
    project.repository().write(STATE, "kept");
    try (RandomAccessFile file = new RandomAccessFile(root.resolve(STATE).toFile(), "rw")) {
      file.setLength(3L << 30);
    }

    RunResult result = project.run();

    assertThat(result.entry()).isPresent();
    assertThat(Files.size(root.resolve(STATE))).isEqualTo(3L << 30);
  }

  private RunResult runAt(String instant) throws InterruptedException {
    return Loopgen.runner(root)
        .clock(Clock.fixed(Instant.parse(instant), ZoneOffset.UTC))
        .build()
        .run(RunRequest.of("check"));
  }

  private String state() throws IOException {
    return Files.readString(root.resolve(STATE));
  }

  private static String report(RunResult result) throws IOException {
    return Files.readString(result.report().orElseThrow());
  }

  private static List<String> headings(String report) {
    return report
        .lines()
        .filter(line -> line.startsWith("#"))
        .map(RunReportTest::timeless)
        .toList();
  }

  private static String timeless(String line) {
    return line.replaceAll("\\(\\d+ ms\\)", "(… ms)");
  }

  private static List<String> outsideOfBlocks(String report) {
    return report.replaceAll("(?ms)^(`{3,})$.*?^\\1$", "").lines().toList();
  }

  private static String golden(String name) throws IOException {
    try (InputStream in = RunReportTest.class.getResourceAsStream("/golden/" + name)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
