package dev.loopgen.core.internal.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.loopgen.api.LedgerException;
import dev.loopgen.core.fixture.TestRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class RunJournalTest {

  private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");

  @TempDir private Path root;

  @Test
  void unfinished_noDirectory_isEmpty() {
    assertThat(RunJournal.unfinished(root.resolve("journal"))).isEmpty();
  }

  @Test
  void unfinished_runThatGoesOn_isNotOne() {
    RunJournal.start(root, "run-1", "check", NOW);

    assertThat(RunJournal.unfinished(root)).isEmpty();
  }

  @Test
  void unfinished_abortedRun_isOneWithItsReason() throws IOException {
    RunJournal.start(root, "run-1", "check", NOW).aborted("interrupted", NOW);

    assertThat(RunJournal.unfinished(root)).containsExactly("run-1");
    assertThat(Files.readString(root.resolve("run-1.jsonl")))
        .contains("\"event\":\"started\"", "\"loopId\":\"check\"")
        .endsWith(
            "{\"at\":\"2026-11-25T10:00:00Z\",\"event\":\"aborted\",\"reason\":\"interrupted\"}\n");
  }

  @Test
  void unfinished_runOfAProcessThatIsGone_isOne() throws IOException {
    Files.writeString(
        root.resolve("run-1.jsonl"),
        "{\"event\":\"started\",\"process\":\"1@2001-01-01T00:00:00Z\"}\n");
    Files.writeString(root.resolve("run-2.jsonl"), "{\"event\":\"sta");
    Files.writeString(root.resolve("run-3.jsonl"), "");

    assertThat(RunJournal.unfinished(root)).containsExactly("run-1", "run-2", "run-3");
  }

  @Test
  void unfinished_fileThatNoRunWrote_isIgnored() throws IOException {
    Files.writeString(root.resolve("a\u001b[2J # PASS.jsonl"), "");
    Files.writeString(root.resolve("notes.txt"), "");

    assertThat(RunJournal.unfinished(root)).isEmpty();
  }

  @Test
  void unfinished_thousandsOfFiles_areReportedInPortions() throws IOException {
    for (int i = 0; i < 1000; i++) {
      Files.writeString(root.resolve("run-" + i + ".jsonl"), "");
    }

    List<String> first = RunJournal.unfinished(root);
    RunJournal.forget(root, first);

    assertThat(first).hasSize(100);
    assertThat(RunJournal.unfinished(root)).hasSize(100).doesNotContainAnyElementsOf(first);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void unfinished_namedPipe_doesNotHang() {
    TestRepository.at(root).sh("mkfifo run-1.jsonl");

    assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () -> assertThat(RunJournal.unfinished(root)).containsExactly("run-1"));
  }

  @Test
  void remove_leavesNothing() {
    RunJournal.start(root, "run-1", "check", NOW).remove();

    assertThat(root).isEmptyDirectory();
  }

  @Test
  void aborted_interruptedThread_isWrittenAndStaysInterrupted() throws IOException {
    RunJournal journal = RunJournal.start(root, "run-1", "check", NOW);

    Thread.currentThread().interrupt();
    journal.aborted("interrupted", NOW);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(Files.readString(root.resolve("run-1.jsonl"))).contains("aborted");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void start_directoryThatIsALink_isAnError() throws IOException {
    Files.createDirectory(root.resolve("elsewhere"));
    Path link = Files.createSymbolicLink(root.resolve("journal"), root.resolve("elsewhere"));

    assertThatThrownBy(() -> RunJournal.start(link, "run-1", "check", NOW))
        .isInstanceOf(LedgerException.class);
    assertThat(root.resolve("elsewhere")).isEmptyDirectory();
  }
}
