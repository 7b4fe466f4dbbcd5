package dev.loopgen.core.internal.ledger.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.loopgen.api.LedgerException;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.core.internal.ledger.JsonlAuditLedger;
import dev.loopgen.testkit.LedgerFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A ledger that cannot be written says so and loses nothing. */
@EnabledOnOs(OS.LINUX)
@Tag("slow")
final class FullDiskTest {

  @TempDir private Path directory;
  private Path file;
  private Path state;
  private AuditLedger ledger;
  private final List<String> acknowledged = new ArrayList<>();

  @BeforeEach
  void open() {
    file = directory.resolve(".loopgen").resolve("audit.jsonl");
    state = file.resolveSibling("audit.jsonl.state");
    ledger = JsonlAuditLedger.at(file);
  }

  @Test
  void append_diskFillsUp_throwsAndContinuesOnceThereIsSpace() throws Exception {
    try (Tmpfs disk = Tmpfs.at(directory)) {
      append("first");
      disk.fill(8192);
      for (int n = 0; fits("run-" + n); n++) {
        assertThat(n).isLessThan(100);
      }
      byte[] full = Files.readAllBytes(file);
      for (int n = 0; n < 3; n++) {
        assertThatThrownBy(() -> append("none"))
            .isInstanceOf(LedgerException.class)
            .hasMessageContaining(file.toString());
      }
      assertThat(Files.readAllBytes(file)).isEqualTo(full);
      assertIntact();

      disk.free();
      append("later");
      assertIntact();
    }
  }

  private boolean fits(String id) throws InterruptedException {
    try {
      append(id);
      return true;
    } catch (LedgerException full) {
      return false;
    }
  }

  @Test
  void append_diskFullWithoutState_losesNothing() throws Exception {
    try (Tmpfs disk = Tmpfs.at(directory)) {
      append("first");
      Files.delete(state);
      disk.fill(0);

      append("second");
      assertIntact();
      assertThat(state)
          .satisfiesAnyOf(
              none -> assertThat(none).doesNotExist(), part -> assertThat(part).isEmptyFile());

      disk.free();
      append("third");
      assertIntact();
      assertThat(state).isNotEmptyFile();
    }
  }

  @Test
  void append_tornLineOnAFullDisk_staysUntilItCanBeSetAside() throws Exception {
    try (Tmpfs disk = Tmpfs.at(directory)) {
      append("first");
      String torn = "{\"schemaVersion\":\"1\",\"entryId\":\"to";
      Files.writeString(file, torn, StandardOpenOption.APPEND);
      byte[] before = Files.readAllBytes(file);
      disk.fill(0);
      for (int n = 0; n < 3; n++) {
        assertThatThrownBy(() -> append("none")).isInstanceOf(LedgerException.class);
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
      }

      disk.free();
      append("second");

      assertIntact();
      assertThat(tornFiles())
          .singleElement()
          .satisfies(aside -> assertThat(aside).hasContent(torn));
    }
  }

  @Test
  void append_fileSystemReadOnly_throwsAndVerifyStillReads() throws Exception {
    try (Tmpfs disk = Tmpfs.at(directory)) {
      append("first");
      disk.remount("ro");
      assertThatThrownBy(() -> append("none")).isInstanceOf(LedgerException.class);
      assertIntact();

      disk.remount("rw");
      append("second");
      assertIntact();
    }
  }

  @Test
  void append_fileTooLarge_throwsAndOthersContinue() throws Exception {
    append("first");
    List<String> limited = new ArrayList<>(List.of("sh", "-c", "ulimit -f 40; exec \"$@\"", "sh"));
    limited.addAll(LedgerWriterProcess.command(file, "limited", 3, 1000, 700));

    WriterAcknowledgements writer = new WriterAcknowledgements(limited);

    assertThat(writer.join()).isZero();
    assertThat(writer.ids()).isNotEmpty();
    assertThat(writer.failures()).hasSize(3).allMatch(why -> why.contains("cannot be written"));
    acknowledged.addAll(writer.ids());
    assertIntact();
    append("later");
    assertIntact();
  }

  @Test
  void append_directoryOrFileNotWritable_throwsAndVerifyStillReads() throws Exception {
    append("first");
    assumeThat(setWritable(file, false)).as("permissions bind this process").isTrue();
    assertThatThrownBy(() -> append("none"))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("permission denied for " + file);
    assertIntact();
    setWritable(file, true);

    Files.delete(file.resolveSibling("audit.jsonl.lock"));
    setWritable(file.getParent(), false);
    assertThatThrownBy(() -> append("none")).isInstanceOf(LedgerException.class);
    assertIntact();
    setWritable(file.getParent(), true);

    append("second");
    assertIntact();
  }

  /** What cannot be made durable was not appended. */
  @Test
  void append_directoryNotReadable_throwsAndLeavesNoEntry() throws Exception {
    Path parent = Files.createDirectory(file.getParent());
    assumeThat(parent.toFile().setReadable(false) && !Files.isReadable(parent))
        .as("permissions bind this process")
        .isTrue();
    assertThatThrownBy(() -> append("none")).isInstanceOf(LedgerException.class);
    assertThat(ledger.entries()).isEmpty();

    assertThat(parent.toFile().setReadable(true)).isTrue();
    append("first");
    assertIntact();
  }

  private static boolean setWritable(Path path, boolean writable) {
    return path.toFile().setWritable(writable) && Files.isWritable(path) == writable;
  }

  @Test
  void append_stateCannotBeWritten_losesNothing() throws Exception {
    append("first");
    Files.delete(state);
    Files.createDirectory(state);

    append("second");
    ledger = JsonlAuditLedger.at(file);
    append("third");

    assertIntact();
    assertThat(ledger.heads()).isEqualTo(ledger.verify().heads());
  }

  private void append(String id) throws InterruptedException {
    ledger.append(LedgerFacts.passing(id));
    acknowledged.add(id);
  }

  private void assertIntact() {
    assertThat(ledger.verify()).isInstanceOf(ChainStatus.Intact.class);
    assertThat(ledger.entries().flatMap(entry -> entry.entryId().stream()))
        .containsExactlyInAnyOrderElementsOf(acknowledged);
  }

  private List<Path> tornFiles() throws IOException {
    try (Stream<Path> files = Files.list(file.getParent())) {
      return files.filter(path -> path.toString().contains(".torn-")).toList();
    }
  }
}
