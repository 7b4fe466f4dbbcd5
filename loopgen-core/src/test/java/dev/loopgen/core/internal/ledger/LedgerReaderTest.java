package dev.loopgen.core.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.LedgerException;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.ledger.LedgerExpectation;
import dev.loopgen.core.internal.ledger.LedgerReader.Place;
import dev.loopgen.core.internal.ledger.verify.template.WantedMembers;
import dev.loopgen.testkit.InMemoryAuditLedger;
import dev.loopgen.testkit.LedgerFacts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
final class LedgerReaderTest {

  @TempDir private Path directory;

  /** Keeps what it is given. */
  private static final class Kept extends PartialEntryVisitor {

    private final List<AuditEntry> parts = new ArrayList<>();
    private final List<Place> places = new ArrayList<>();

    Kept() {
      super(new WantedMembers().whole("hash", "entryId"));
    }

    @Override
    public void restart() {
      parts.clear();
      places.clear();
    }

    @Override
    protected void visit(AuditEntry part, Place place) {
      parts.add(part);
      places.add(place);
    }

    List<String> ids() {
      return parts.stream().map(part -> part.entryId().orElseThrow()).toList();
    }
  }

  @Test
  void verify_largeLedger_handsOnEveryEntryInOrderWithItsPlace() throws Exception {
    JsonlAuditLedger ledger = ledger();
    List<AuditEntry> whole = fill(ledger, 2000, 2000);
    Kept kept = new Kept();

    assertThat(ledger.read(LedgerExpectation.NONE, kept).status().isIntact()).isTrue();

    assertThat(Files.size(directory.resolve("audit.jsonl"))).isGreaterThan(4L << 20);
    assertThat(kept.ids()).isEqualTo(IntStream.range(0, 2000).mapToObj(i -> "run-" + i).toList());
    for (int i : new int[] {0, 1, 999, 1999}) {
      assertThat(ledger.at(kept.places.get(i))).isEqualTo(whole.get(i));
      assertThat(kept.parts.get(i).json().members()).containsOnlyKeys("hash", "entryId");
      assertThat(kept.parts.get(i).hash()).isEqualTo(whole.get(i).hash());
    }
  }

  @Test
  void verify_whateverStandsBetweenTheEntries_placesAreTheirs() throws Exception {
    JsonlAuditLedger ledger = ledger();
    List<AuditEntry> whole = fill(ledger, 5, 10);
    Path file = directory.resolve("audit.jsonl");
    String text = Files.readString(file);
    Files.writeString(file, "\ufeff" + text.replace("\n", "\r\n\n  \t\n").stripTrailing());
    Kept kept = new Kept();

    assertThat(ledger.read(LedgerExpectation.NONE, kept).status().isIntact()).isTrue();

    assertThat(kept.places.stream().map(ledger::at)).isEqualTo(whole);
  }

  @Test
  void verify_forkedLedger_handsOnEveryEntryOnce() throws Exception {
    JsonlAuditLedger one = JsonlAuditLedger.at(directory.resolve("one.jsonl"));
    fill(one, 2, 10);
    Path common = directory.resolve("one.jsonl");
    Path other = Files.copy(common, directory.resolve("other.jsonl"));
    one.append(LedgerFacts.passing("left"));
    JsonlAuditLedger.at(other).append(LedgerFacts.passing("right"));
    List<String> right = Files.readAllLines(other);
    Files.writeString(
        directory.resolve("audit.jsonl"),
        Files.readString(common) + right.get(right.size() - 1) + "\n");
    Kept kept = new Kept();

    assertThat(ledger().read(LedgerExpectation.NONE, kept).status().isIntact()).isTrue();

    assertThat(kept.ids()).containsExactly("run-0", "run-1", "left", "right");
  }

  @Test
  void at_placeOfAnotherContent_isRefused() throws Exception {
    JsonlAuditLedger ledger = ledger();
    fill(ledger, 1, 10);

    assertThatThrownBy(() -> ledger.at(new Place(5, 20))).isInstanceOf(LedgerException.class);
    assertThatThrownBy(() -> ledger.at(new Place(1 << 20, 20))).isInstanceOf(LedgerException.class);
  }

  @Test
  void of_anyLedger_readsTheSame() throws Exception {
    InMemoryAuditLedger ledger = new InMemoryAuditLedger();
    List<AuditEntry> whole = fill(ledger, 3, 10);
    LedgerReader reader = LedgerReader.of(ledger);
    Kept kept = new Kept();

    assertThat(reader.read(LedgerExpectation.NONE, kept).status().isIntact()).isTrue();
    reader.scan(kept);

    assertThat(kept.ids()).containsExactly("run-0", "run-1", "run-2");
    assertThat(kept.places.stream().map(reader::at)).isEqualTo(whole);
    assertThatThrownBy(() -> reader.at(new Place(3, 0))).isInstanceOf(LedgerException.class);
  }

  private JsonlAuditLedger ledger() {
    return JsonlAuditLedger.at(directory.resolve("audit.jsonl"));
  }

  private static List<AuditEntry> fill(AuditLedger ledger, int count, int size) throws Exception {
    List<AuditEntry> whole = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Json.ObjectBuilder facts = Json.object();
      LedgerFacts.passing("run-" + i).members().forEach(facts::put);
      whole.add(ledger.append(facts.put("note", "n".repeat(size)).build()));
    }
    return whole;
  }
}
