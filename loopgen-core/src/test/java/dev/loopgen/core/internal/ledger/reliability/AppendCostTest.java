package dev.loopgen.core.internal.ledger.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.ledger.TreeHead;
import dev.loopgen.core.internal.ledger.JsonlAuditLedger;
import dev.loopgen.testkit.LedgerFacts;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An append reads and writes the same few bytes however long the ledger is. */
@Tag("slow")
final class AppendCostTest {

  private static final Path COUNTERS = Path.of("/proc/thread-self/io");

  /** The block at the end that is searched for a line feed, the last line, and the state. */
  private static final long MOST_READ = (64 << 10) + 8192;

  /** The entry, and the state with its hash for each bit of the ledger's size. */
  private static final long MOST_WRITTEN = 8192;

  /** By how much the state can grow: some hashes in hexadecimal, quoted. */
  private static final long HASHES = 20 * 67;

  @TempDir private Path directory;

  /** What one thread has read and written through system calls, in bytes. */
  private record Bytes(long read, long written) {

    static Bytes now() throws IOException {
      List<String> lines = Files.readAllLines(COUNTERS);
      return new Bytes(count(lines, "rchar: "), count(lines, "wchar: "));
    }

    private static long count(List<String> lines, String name) {
      return lines.stream()
          .filter(line -> line.startsWith(name))
          .mapToLong(line -> Long.parseLong(line.substring(name.length())))
          .sum();
    }

    Bytes minus(Bytes other) {
      return new Bytes(read - other.read, written - other.written);
    }
  }

  @Test
  void append_ledgerOfAnyLength_readsAndWritesTheSame() throws Exception {
    assumeThat(Files.isReadable(COUNTERS)).as("the kernel counts what is read").isTrue();
    costOfAppend(0);
    Bytes empty = costOfAppend(0);
    Bytes some = costOfAppend(10_000);

    assertThat(empty.read).isLessThanOrEqualTo(MOST_READ);
    assertThat(empty.written).isLessThanOrEqualTo(MOST_WRITTEN);
    assertThat(some.read).isLessThanOrEqualTo(MOST_READ);
    assertThat(some.written).isBetween(empty.written, empty.written + 2 * HASHES);
    if (SoakScale.isLong()) {
      Bytes many = costOfAppend(1_000_000);
      assertThat(many.read).isBetween(some.read - HASHES, some.read + HASHES);
      assertThat(many.written).isBetween(some.written - HASHES, some.written + HASHES);
    }
  }

  /** Counts what the second append costs whose writer knows nothing but the files. */
  private Bytes costOfAppend(int entries) throws Exception {
    Path project = directory.resolve("ledger-of-" + entries);
    Path file = Files.createDirectories(project).resolve("audit.jsonl");
    generate(file, entries);
    JsonlAuditLedger.at(file).append(LedgerFacts.passing("first"));
    Path moved = Files.move(project, directory.resolve("moved-" + entries));
    AuditLedger ledger = JsonlAuditLedger.at(moved.resolve("audit.jsonl"));
    Bytes start = Bytes.now();
    Bytes counting = Bytes.now().minus(start);
    Bytes before = Bytes.now();

    ledger.append(LedgerFacts.passing("second"));

    Bytes cost = Bytes.now().minus(before);
    assertThat(ledger.heads()).extracting(TreeHead::size).containsExactly(entries + 2L);
    if (SoakScale.isLong()) {
      assertThat(ledger.verify().heads()).isEqualTo(ledger.heads());
    }
    delete(moved);
    return cost.minus(counting);
  }

  private static void generate(Path file, int entries) throws IOException {
    try (BufferedWriter lines = Files.newBufferedWriter(file)) {
      List<Sha256> parents = List.of();
      for (int n = 0; n < entries; n++) {
        AuditEntry entry = AuditEntry.link(LedgerFacts.passing("run-" + n), parents);
        lines.append(entry.json().text()).append('\n');
        parents = List.of(Sha256.ofHex(entry.hash().orElseThrow()));
      }
    }
  }

  private static void delete(Path ledger) throws IOException {
    try (var files = Files.list(ledger)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(ledger);
  }
}
