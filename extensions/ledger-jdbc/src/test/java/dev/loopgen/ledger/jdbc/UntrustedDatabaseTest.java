package dev.loopgen.ledger.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.LedgerException;
import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.api.ledger.EntryGraph;
import dev.loopgen.api.ledger.LedgerExpectation;
import dev.loopgen.api.ledger.TreeHead;
import dev.loopgen.core.Loopgen;
import dev.loopgen.core.internal.ledger.LedgerReading;
import dev.loopgen.core.internal.ledger.verify.EntryVisitor;
import dev.loopgen.testkit.LedgerFacts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever an administrator writes into the tables, a verdict rests on the lines alone. */
final class UntrustedDatabaseTest {

  private final TestDatabase database = TestDatabase.shared();
  @TempDir private Path directory;
  private JdbcAuditLedger ledger;

  @BeforeEach
  void fill() throws Exception {
    ledger = database.ledger("shop");
    for (int i = 0; i < 5; i++) {
      ledger.append(LedgerFacts.passing("run-" + i));
    }
  }

  @Test
  void verify_columnsThatLie_changeNothing() {
    ChainStatus honest = ledger.verify();
    EntryGraph graph = ledger.graph();

    database.administer(
        "UPDATE loopgen.entry SET hash = decode(repeat('ab', 32), 'hex'), run = hash,"
            + " position = position * 3000, heads = NULL");

    ChainStatus now = ledger.verify();
    assertThat(now).isEqualTo(honest);
    assertThat(ledger.graph().heads()).containsExactlyElementsOf(graph.heads().toList());
    assertThat(ledger.heads()).isEqualTo(honest.heads());
    assertThat(ledger.entries()).hasSize(5);
  }

  @Test
  void append_headsThatLie_linkToTheLinesAndSignNothing() throws Exception {
    List<TreeHead> honest = ledger.verify().heads();
    database.administer(
        "UPDATE loopgen.entry SET heads ="
            + " hash || decode('0000000000000002', 'hex') || decode(repeat('cd', 32), 'hex')");

    AuditEntry next = database.builder("shop").build().append(LedgerFacts.passing("next"));

    assertThat(next.prevHash()).contains(honest.get(0).entry().hex());
    TreeHead verified = ledger.verify().heads().get(0);
    assertThat(verified.size()).isEqualTo(6);
    assertThat(ledger.graph().treeHead(Sha256.ofHex(next.hash().orElseThrow()))).contains(verified);
  }

  @Test
  void append_headsOfAnotherEntry_areNotBelieved() throws Exception {
    database.administer(
        "UPDATE loopgen.entry SET heads = (SELECT heads FROM loopgen.entry WHERE position = 0)");

    database.builder("shop").build().append(LedgerFacts.passing("next"));

    assertThat(ledger.verify().isIntact()).isTrue();
    assertThat(ledger.verify().heads().get(0).size()).isEqualTo(6);
  }

  @Test
  void append_lastEntryDamaged_isRefused() throws Exception {
    String last =
        database
            .query("SELECT convert_from(line, 'UTF8') FROM loopgen.entry ORDER BY position DESC")
            .get(0);
    for (String damaged :
        List.of(
            last.replace("run-4", "run-x"), last.substring(0, last.length() - 9), "x\n", " \n")) {
      LedgerTampering.replace(database, "shop", 4, damaged.getBytes(UTF_8));

      assertThatThrownBy(() -> database.builder("shop").build().append(LedgerFacts.passing("next")))
          .as(damaged)
          .isInstanceOf(LedgerException.class);
    }
    assertThat(database.query("SELECT count(*) FROM loopgen.entry")).containsExactly("5");
  }

  @Test
  void verify_lastLineCutOff_isDamageAndNoTornTail() throws Exception {
    LedgerTampering.replace(database, "shop", 4, "{\"schemaVersion\":".getBytes(UTF_8));

    assertThat(ledger.verify()).isInstanceOf(ChainStatus.Malformed.class);
    assertThatThrownBy(ledger::graph).isInstanceOf(LedgerException.class);
    assertThatThrownBy(() -> ledger.exportTo(directory.resolve("a")))
        .isInstanceOf(LedgerException.class);
    assertThat(directory.resolve("a")).doesNotExist();
  }

  @Test
  void verify_rowThatGrew_isReadToItsEnd() throws Exception {
    String line =
        database
            .query("SELECT convert_from(line, 'UTF8') FROM loopgen.entry ORDER BY position DESC")
            .get(0);
    LedgerTampering.replace(
        database, "shop", 4, (" ".repeat(5_000_000) + "\n\n" + line + "x").getBytes(UTF_8));

    assertThat(ledger.verify()).isInstanceOf(ChainStatus.Malformed.class);
  }

  @Test
  void check_afterAReading_seesWhatWasReplacedMeanwhile() throws Exception {
    PostgresLedger reader = (PostgresLedger) ledger;
    LedgerReading before = reader.read(LedgerExpectation.NONE, EntryVisitor.NONE);
    assertThat(reader.check(LedgerExpectation.NONE, before).isIntact()).isTrue();

    LedgerTampering.replace(database, "shop", 2, (byte[]) null);

    assertThat(reader.check(LedgerExpectation.NONE, before))
        .isInstanceOf(ChainStatus.BrokenLink.class);
  }

  @Test
  void verify_acknowledgedEntryRemoved_stopsTheProcessThatHadItAcknowledged() throws Exception {
    LedgerTampering.replace(database, "shop", 4, (byte[]) null);

    assertThatThrownBy(() -> ledger.append(LedgerFacts.passing("next")))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("acknowledged");
    assertThat(database.builder("shop").build().append(LedgerFacts.passing("next")).entryId())
        .contains("next");
  }

  @Test
  void importAndExport_anyFileThatIsIntact_areTheSameBytes() throws Exception {
    Path file = directory.resolve("audit.jsonl");
    AuditLedger source = sourceLedger();
    byte[] lines = Files.readAllBytes(sourceFile());
    List<byte[]> spellings = new ArrayList<>();
    spellings.add(lines);
    spellings.add(
        ("\n \t\r\n\ufeff" + new String(lines, UTF_8).replace("\n", "\r\n\n") + "\n\n")
            .getBytes(UTF_8));
    spellings.add(new String(lines, UTF_8).strip().getBytes(UTF_8));
    for (int i = 0; i < spellings.size(); i++) {
      JdbcAuditLedger copy = database.ledger("copy-" + i);
      Files.write(file, spellings.get(i));

      copy.importFrom(file);
      copy.importFrom(file);
      Path out = directory.resolve("out-" + i);
      copy.exportTo(out);

      assertThat(Files.readAllBytes(out)).isEqualTo(spellings.get(i));
      assertThat(copy.verify()).isEqualTo(source.verify());
      assertThat(copy.heads()).isEqualTo(source.verify().heads());
      copy.append(LedgerFacts.passing("next"));
      copy.exportTo(out);
      assertThat(new String(Files.readAllBytes(out), UTF_8))
          .startsWith(new String(spellings.get(i), UTF_8));
      assertThat(copy.verify().heads().get(0).size()).isEqualTo(4);
      copy.importFrom(out);
    }
  }

  @Test
  void export_ledgerThatDoesNotExist_saysSo() {
    Path file = directory.resolve("audit.jsonl");
    JdbcAuditLedger none = database.builder("none").build();

    assertThatThrownBy(() -> none.exportTo(file))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("ledger none in the database cannot be read")
        .hasMessageContaining("no such ledger");
    assertThat(file).doesNotExist();
  }

  private Path sourceFile() {
    return directory.resolve("source/.loopgen/audit.jsonl");
  }

  private AuditLedger sourceLedger() throws Exception {
    AuditLedger source = Loopgen.ledger(directory.resolve("source"));
    for (int i = 0; i < 3; i++) {
      source.append(LedgerFacts.passing("file-" + i));
    }
    return source;
  }

  @Test
  void import_forkedLedger_isJoinedByTheNextEntry() throws Exception {
    sourceLedger();
    Path other = directory.resolve("other/.loopgen/audit.jsonl");
    Files.createDirectories(other.getParent());
    Files.copy(sourceFile(), other);
    Loopgen.ledger(directory.resolve("source")).append(LedgerFacts.passing("left"));
    AuditEntry right =
        Loopgen.ledger(directory.resolve("other")).append(LedgerFacts.passing("right"));
    String twice = right.json().text() + "\n";
    Files.writeString(sourceFile(), Files.readString(sourceFile()) + twice + twice);
    JdbcAuditLedger copy = database.ledger("forked");

    copy.importFrom(sourceFile());
    AuditEntry next = copy.append(LedgerFacts.passing("next"));

    assertThat(copy.heads()).hasSize(1);
    assertThat(next.parents()).hasSize(2);
    assertThat(copy.verify().isIntact()).isTrue();
    assertThat(copy.verify().heads()).isEqualTo(copy.heads());
  }

  @Test
  void import_fileThatIsDamagedOrHoldsSomethingElse_changesNothing() throws Exception {
    sourceLedger();
    assertThatThrownBy(() -> ledger.importFrom(sourceFile()))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("does not start");
    Path damaged = directory.resolve("damaged");
    Files.writeString(damaged, Files.readString(sourceFile()).replace("file-1", "file-x"));
    JdbcAuditLedger empty = database.ledger("empty");
    assertThatThrownBy(() -> empty.importFrom(damaged)).isInstanceOf(LedgerException.class);
    assertThat(empty.verify()).isInstanceOf(ChainStatus.Empty.class);
    assertThatThrownBy(() -> empty.exportTo(directory.resolve("none")))
        .isInstanceOf(LedgerException.class);
    byte[] before = Files.readAllBytes(sourceFile());
    assertThatThrownBy(() -> ledger.exportTo(sourceFile())).isInstanceOf(LedgerException.class);
    assertThat(Files.readAllBytes(sourceFile())).isEqualTo(before);
    assertThat(ledger.entries()).hasSize(5);
  }
}
