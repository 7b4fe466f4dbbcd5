package dev.loopgen.core.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.core.internal.json.JsonSketch.Wanted;
import dev.loopgen.testkit.InMemoryAuditLedger;
import dev.loopgen.testkit.LedgerFacts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EntryPartsTest {

  @TempDir private Path directory;

  @Test
  void at_places_areThoseOfTheEntriesWhateverStandsBetweenThem() throws Exception {
    Path file = directory.resolve("audit.jsonl");
    JsonlAuditLedger ledger = JsonlAuditLedger.at(file);
    for (int i = 0; i < 5; i++) {
      ledger.append(LedgerFacts.passing("run-" + i));
    }
    String text = Files.readString(file);
    Files.writeString(file, "\ufeff" + text.replace("\n", "\r\n\n  \t\n").stripTrailing());

    try (Stream<AuditEntry> found = ledger.at(Set.of(1, 4))) {
      assertThat(found.map(entry -> entry.entryId().orElseThrow()))
          .containsExactly("run-1", "run-4");
    }
    try (Stream<AuditEntry> found = ledger.at(Set.of(5))) {
      assertThat(found).isEmpty();
    }
  }

  @Test
  void parts_ofAFile_areTheMembersOfItsEntries() throws Exception {
    JsonlAuditLedger ledger = JsonlAuditLedger.at(directory.resolve("audit.jsonl"));
    ledger.append(LedgerFacts.passing("run-1"));
    AuditEntry whole = ledger.append(LedgerFacts.failing("run-2"));

    List<AuditEntry> parts = parts(ledger);

    assertThat(parts).hasSize(2);
    assertThat(parts.get(1).hash()).isEqualTo(whole.hash());
    assertThat(parts.get(1).entryId()).contains("run-2");
    assertThat(parts.get(1).json().members()).containsOnlyKeys("hash", "entryId");
  }

  @Test
  void of_anyLedger_readsTheSamePlaces() {
    InMemoryAuditLedger ledger = new InMemoryAuditLedger();
    ledger.append(LedgerFacts.passing("run-0"));
    AuditEntry second = ledger.append(LedgerFacts.passing("run-1"));

    assertThat(EntryParts.of(ledger).at(Set.of(1))).containsExactly(second);
    assertThat(parts(ledger)).hasSize(2);
  }

  private static List<AuditEntry> parts(AuditLedger ledger) {
    try (Stream<AuditEntry> parts =
        EntryParts.of(ledger).parts(new Wanted().whole("hash", "entryId"))) {
      return parts.toList();
    }
  }
}
