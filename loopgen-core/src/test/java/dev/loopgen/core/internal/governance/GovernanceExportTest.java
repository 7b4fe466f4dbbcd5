package dev.loopgen.core.internal.governance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.LedgerException;
import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.gate.TrustTier;
import dev.loopgen.api.governance.Governance;
import dev.loopgen.api.governance.GovernanceSummary;
import dev.loopgen.api.governance.RunColumn;
import dev.loopgen.api.governance.RunRow;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.core.GovernanceBuilder;
import dev.loopgen.core.fixture.RandomRuns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Runs as rows: the figures of a summary, one by one, and nothing left out. */
@Tag("slow")
final class GovernanceExportTest extends GovernanceLedgers {

  private final List<RunRow> rows = new ArrayList<>();

  @Test
  void export_ledgersInAllConditions_addUpToTheSummary() throws Exception {
    Path[] ledgers = organisation();

    GovernanceSummary exported = builder(ledgers).figuresOnly().build().export(rows::add);

    assertThat(exported).isEqualTo(builder(ledgers).figuresOnly().build().summarise());
    assertThat(rows(true, false)).hasSize((int) exported.runs().total().runs());
    assertThat(rows(false, false)).hasSize((int) exported.untrusted().total().runs());
    assertThat(rows(true, true)).hasSize((int) exported.duplicates());
    assertThat(rows(true, false).stream().filter(row -> row.is(RunColumn.PASSED)))
        .hasSize((int) exported.runs().total().passed());
    assertThat(sum(RunColumn.BLOCKED_ATTEMPTS))
        .isEqualTo(exported.runs().total().blockedAttempts());
    assertThat(sum(RunColumn.TESTS_LOST)).isEqualTo(exported.runs().tests().total().lost());
    assertThat(sum(RunColumn.DURATION_MS))
        .isEqualTo(exported.runs().total().durations().total().toMillis());
  }

  @Test
  void export_aRangeOfTime_leavesOtherRunsOut() throws Exception {
    Path[] ledgers = organisation();
    Instant since = Instant.parse("2026-11-24T12:00:00Z");

    GovernanceSummary exported =
        builder(ledgers).since(since).figuresOnly().build().export(rows::add);

    assertThat(exported).isEqualTo(builder(ledgers).since(since).figuresOnly().build().summarise());
    assertThat(rows)
        .isNotEmpty()
        .noneMatch(
            row ->
                row.value(RunColumn.STARTED_AT)
                    .map(Instant.class::cast)
                    .orElse(since)
                    .isBefore(since));
    assertThat(rows(true, false)).hasSize((int) exported.runs().total().runs());
  }

  @Test
  void export_rows_sayWhereTheyStandAndWhatTheEntryStates() throws Exception {
    List<AuditEntry> entries = runs.ledger(40);
    Path file = ledger("shop", entries);

    builder(file.getParent().getParent()).build().export(rows::add);

    assertThat(rows).hasSize(40);
    for (int i = 0; i < 40; i++) {
      Json.Obj entry = entries.get(i).json();
      Map<RunColumn, Object> row = rows.get(i).values();
      assertThat(row)
          .containsEntry(RunColumn.SOURCE, directory.resolve("shop").toString())
          .containsEntry(RunColumn.LEDGER, file.toString())
          .containsEntry(RunColumn.ENTRY_INDEX, (long) i)
          .containsEntry(RunColumn.ENTRY_HASH, entry.string("hash").orElseThrow())
          .containsEntry(RunColumn.ENTRY_ID, entry.string("entryId").orElseThrow())
          .containsEntry(RunColumn.CHAIN, "intact")
          .containsEntry(RunColumn.MODE, entry.string("mode").orElseThrow())
          .containsEntry(RunColumn.PASSED, entry.bool("passed").orElseThrow());
      assertThat(row.get(RunColumn.JUDGED_TREE))
          .isEqualTo(
              entry.object("judgement").flatMap(found -> found.string("judgedTree")).orElse(null));
      assertThat(row.containsKey(RunColumn.TESTS_LOST))
          .isEqualTo(entry.object("judgement").flatMap(j -> j.object("tests")).isPresent());
    }
  }

  @Test
  void export_aBrokenLedger_hasEveryEntryAndNoTrustInAny() throws Exception {
    List<AuditEntry> entries = runs.ledger(30);
    Path edited = ledger("edited", entries);
    String id = entries.get(3).entryId().orElseThrow();
    Files.writeString(edited, Files.readString(edited).replace(id, "mine"));

    builder(edited).tiers(TIERS_OF_NOBODY).build().export(rows::add);

    assertThat(rows)
        .hasSize(30)
        .noneMatch(row -> row.is(RunColumn.TRUSTED))
        .noneMatch(row -> row.value(RunColumn.TIER).orElseThrow().equals("keyless"))
        .allMatch(row -> row.value(RunColumn.CHAIN).orElseThrow().equals("edited"));
    assertThat(rows.get(3).value(RunColumn.ENTRY_ID)).hasValue("mine");
  }

  @Test
  void export_verifiedTiers_standInTheRowsOfTheirEntries() throws Exception {
    List<AuditEntry> entries = runs.ledger(5);
    Sha256 signed = Sha256.ofHex(entries.get(2).hash().orElseThrow());

    GovernanceSummary exported =
        builder(ledger("a", entries))
            .tiers((ledger, status) -> Map.of(signed, TrustTier.KEYLESS))
            .build()
            .export(rows::add);

    assertThat(
            rows.stream().filter(row -> row.value(RunColumn.TIER).orElseThrow().equals("keyless")))
        .singleElement()
        .satisfies(row -> assertThat(row.value(RunColumn.ENTRY_INDEX)).hasValue(2L));
    assertThat(exported.runs().count(TrustTier.KEYLESS)).isEqualTo(1);
  }

  @Test
  void export_aLedgerThatIsRewrittenWhileItIsRead_failsAndNeverPassesTheForgeryOn()
      throws Exception {
    List<AuditEntry> entries = runs.ledger(1500);
    Path file = ledger("a", entries);
    byte[] other =
        Files.readString(file).replace("\"passed\":false", "\"passed\":true ").getBytes();
    Map<Object, AuditEntry> honest = new HashMap<>();
    entries.forEach(entry -> honest.put(entry.entryId().orElseThrow(), entry));

    assertThatThrownBy(
            () ->
                builder(file)
                    .build()
                    .export(
                        row -> {
                          if (rows.isEmpty()) {
                            write(file, other);
                          }
                          rows.add(row);
                        }))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("changed while it was being read");

    assertThat(rows).hasSizeBetween(1, 1499);
    assertThat(rows)
        .allMatch(
            row ->
                row.is(RunColumn.PASSED)
                    == Objects.requireNonNull(
                            honest.get(row.value(RunColumn.ENTRY_ID).orElseThrow()))
                        .passed());
  }

  @Test
  void export_aLedgerThatGrowsWhileItIsRead_hasWhatWasVerified() throws Exception {
    Path file = ledger("a", runs.ledger(2000));

    builder(file)
        .build()
        .export(
            row -> {
              rows.add(row);
              append(file, "not verified\n");
            });

    assertThat(rows).hasSize(2000).allMatch(row -> row.is(RunColumn.TRUSTED));
  }

  @Test
  void export_aReceiverThatFails_endsTheExport() throws Exception {
    GovernanceBuilder builder =
        builder(ledger("a", runs.ledger(2000)), ledger("b", runs.ledger(1)));

    assertThatThrownBy(
            () ->
                builder
                    .build()
                    .export(
                        row -> {
                          rows.add(row);
                          throw new UncheckedIOException(new IOException("full"));
                        }))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(rows).hasSize(1);
  }

  private static final Governance.TierCheck TIERS_OF_NOBODY =
      (ledger, status) -> {
        throw new AssertionError("asked for the tiers of a broken ledger");
      };

  private Path[] organisation() throws IOException {
    List<AuditEntry> all = runs.ledger(60);
    List<AuditEntry> dropped = new ArrayList<>(runs.ledger(12));
    dropped.remove(5);
    List<AuditEntry> forked = new ArrayList<>(runs.ledger(3));
    forked.add(
        AuditEntry.link(
            runs.ledger(1).get(0).json(),
            List.of(Sha256.ofHex(forked.get(0).hash().orElseThrow()))));
    forked.add(forked.get(1));
    Path whole = ledger("whole", all);
    Path broken = ledger("broken", dropped);
    Path torn = ledger("torn", runs.ledger(9));
    Files.writeString(torn, Files.readString(torn).stripTrailing().substring(0, 500));
    return new Path[] {
      ledger("copy", all.subList(0, 40)),
      whole,
      whole,
      broken,
      broken,
      ledger("forked", forked),
      torn,
      directory.resolve("nothing"),
      RandomRuns.write(directory.resolve("empty.jsonl"), List.of())
    };
  }

  private List<RunRow> rows(boolean trusted, boolean duplicate) {
    return rows.stream()
        .filter(row -> row.is(RunColumn.TRUSTED) == trusted)
        .filter(row -> row.is(RunColumn.DUPLICATE) == duplicate)
        .collect(Collectors.toList());
  }

  private long sum(RunColumn column) {
    return rows(true, false).stream()
        .flatMap(row -> row.value(column).stream())
        .mapToLong(Long.class::cast)
        .sum();
  }

  private static void write(Path file, byte[] content) {
    try {
      Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void append(Path file, String text) {
    try {
      Files.writeString(file, text, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
