package dev.loopgen.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.LedgerException;
import dev.loopgen.api.ledger.Anchor;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.api.ledger.LedgerExpectation;
import dev.loopgen.api.ledger.TreeHead;
import dev.loopgen.api.merkle.Checkpoint;
import dev.loopgen.testkit.LedgerFacts;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What somebody who owns the database can put in the place of its tables. */
final class ForgedTablesTest {

  private static final String GRANT =
      "; GRANT SELECT, INSERT ON loopgen.entry TO PUBLIC; GRANT USAGE ON SCHEMA loopgen TO PUBLIC";

  private final TestDatabase database = TestDatabase.shared();

  private JdbcAuditLedger filled(String name) throws InterruptedException {
    JdbcAuditLedger ledger = database.ledger(name);
    for (int i = 0; i < 4; i++) {
      ledger.append(LedgerFacts.passing(name + i));
    }
    return ledger;
  }

  @Test
  void tablesThatAreNotThoseOfTheMigration_areRefused() throws Exception {
    filled("shop");
    refuses("ALTER TABLE loopgen.entry DISABLE TRIGGER require_next", "trigger");
    database.administer("ALTER TABLE loopgen.entry ENABLE TRIGGER require_next");
    refuses("ALTER TABLE loopgen.ledger DISABLE ROW LEVEL SECURITY", "row security");
    database.administer("ALTER TABLE loopgen.ledger ENABLE ROW LEVEL SECURITY");
    database.administer("ALTER TABLE loopgen.entry DROP CONSTRAINT entry_ledger_id_fkey");
    refuses("ALTER TABLE loopgen.entry SET UNLOGGED", "survives a crash");
    database.administer("ALTER TABLE loopgen.entry SET LOGGED");
    assertThat(database.builder("shop").build().verify().isIntact()).isTrue();
    refuses(
        "ALTER TABLE loopgen.entry RENAME TO kept; CREATE VIEW loopgen.entry AS"
            + " SELECT * FROM loopgen.kept"
            + GRANT,
        "no table");
  }

  private void refuses(String change, String why) {
    database.administer(change);
    JdbcAuditLedger ledger = database.builder("shop").build();
    assertThatThrownBy(() -> ledger.append(LedgerFacts.passing("none")))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining(why);
    assertThatThrownBy(ledger::verify).isInstanceOf(LedgerException.class);
  }

  @Test
  void append_insertsThatAreDroppedInSilence_areNotAcknowledged() throws Exception {
    JdbcAuditLedger ledger = filled("shop");
    for (String change :
        List.of(
            "CREATE RULE gone AS ON INSERT TO loopgen.entry DO INSTEAD NOTHING",
            "DROP RULE gone ON loopgen.entry; CREATE FUNCTION loopgen.gone() RETURNS trigger"
                + " LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'; CREATE TRIGGER gone BEFORE INSERT"
                + " ON loopgen.entry FOR EACH ROW EXECUTE FUNCTION loopgen.gone()")) {
      database.administer(change);
      assertThatThrownBy(() -> ledger.append(LedgerFacts.passing("lost")))
          .isInstanceOf(LedgerException.class)
          .hasMessageContaining("did not take");
      assertThatThrownBy(() -> database.builder("shop").build().append(LedgerFacts.passing("lost")))
          .isInstanceOf(LedgerException.class);
    }
    database.administer("DROP TRIGGER gone ON loopgen.entry");

    ledger.append(LedgerFacts.passing("found"));

    assertThat(ledger.entries()).hasSize(5);
  }

  @Test
  void rowsThatSwappedPlacesOrVanished_areNeverIntact() throws Exception {
    JdbcAuditLedger ledger = filled("shop");
    TreeHead head = ledger.verify().heads().get(0);
    LedgerExpectation known =
        LedgerExpectation.NONE.and(
            new Anchor.Signed("a note", new Checkpoint("shop", head.size(), head.root())));
    database.administer(
        "ALTER TABLE loopgen.entry DROP CONSTRAINT entry_pkey;"
            + " UPDATE loopgen.entry SET position = (SELECT max(position) FROM loopgen.entry)"
            + " - position");
    assertThat(ledger.verify()).isInstanceOf(ChainStatus.Reordered.class);
    database.administer(
        "UPDATE loopgen.entry SET position = (SELECT max(position) FROM loopgen.entry)"
            + " - position");
    assertThat(ledger.verify(known).isIntact()).isTrue();

    LedgerTampering.replace(database, "shop", 3, (byte[]) null);
    assertThat(ledger.verify(known)).isInstanceOf(ChainStatus.Truncated.class);
    LedgerTampering.replace(database, "shop", 1, (byte[]) null);
    assertThat(ledger.verify()).isInstanceOf(ChainStatus.BrokenLink.class);
  }

  @Test
  void positionsWithoutAnEnd_areRefusedInTime() throws Exception {
    JdbcAuditLedger ledger = filled("shop");
    database.administer(
        "UPDATE loopgen.entry SET position = 9223372036854775807 WHERE position ="
            + " (SELECT max(position) FROM loopgen.entry)");

    assertThat(ledger.verify()).isInstanceOf(ChainStatus.Unreadable.class);
    assertThatThrownBy(ledger::graph).isInstanceOf(LedgerException.class);

    database.administer(
        "ALTER TABLE loopgen.entry DROP CONSTRAINT entry_position_check;"
            + " UPDATE loopgen.entry SET position = -9223372036854775807 + position % 1000000");
    assertThat(ledger.verify().isIntact()).isFalse();
    assertThat(ledger.verify().heads()).isEmpty();
  }

  @Test
  void rowsWithoutALine_areNeverACrash() throws Exception {
    JdbcAuditLedger ledger = filled("shop");
    database.administer(
        "ALTER TABLE loopgen.entry ALTER line DROP NOT NULL;"
            + " ALTER TABLE loopgen.entry DROP CONSTRAINT entry_line_check");
    LedgerTampering.replace(database, "shop", 3, new byte[0]);
    assertThat(ledger.verify().heads().get(0).size()).isEqualTo(3);
    assertRefused(database.builder("shop").build());

    database.administer("UPDATE loopgen.entry SET line = NULL WHERE octet_length(line) = 0");
    assertThat(ledger.verify()).isInstanceOf(ChainStatus.Unreadable.class);
    assertRefused(database.builder("shop").build());
    assertThatThrownBy(() -> ledger.entries().toList()).isInstanceOf(LedgerException.class);
  }

  private static void assertRefused(JdbcAuditLedger ledger) {
    assertThatThrownBy(() -> ledger.append(LedgerFacts.passing("next")))
        .isInstanceOf(LedgerException.class);
    assertThatThrownBy(ledger::heads).isInstanceOf(LedgerException.class);
  }

  @Test
  void operatorsOfTheSearchPath_areNotCalled() throws Exception {
    JdbcAuditLedger ledger = filled("shop");
    database.administer(
        "CREATE FUNCTION public.lie(text, varchar) RETURNS boolean LANGUAGE plpgsql AS 'BEGIN RAISE"
            + " EXCEPTION ''called''; END'; CREATE OPERATOR public.= (LEFTARG = text, RIGHTARG ="
            + " varchar, FUNCTION = public.lie); CREATE FUNCTION public.lie(text, text) RETURNS"
            + " boolean LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''called''; END'; CREATE"
            + " OPERATOR public.= (LEFTARG = text, RIGHTARG = text, FUNCTION = public.lie); CREATE FUNCTION public.max(integer) RETURNS"
            + " integer LANGUAGE sql AS 'SELECT 7'; ALTER ROLE "
            + database.writer()
            + " SET search_path = public, pg_catalog");

    JdbcAuditLedger fresh = database.builder("shop").build();
    fresh.append(LedgerFacts.passing("next"));

    assertThat(fresh.verify().isIntact()).isTrue();
    assertThat(ledger.entries()).hasSize(5);
  }

  @Test
  void anotherLineageUnderTheName_isNoContinuation() throws Exception {
    JdbcAuditLedger ledger = filled("shop");
    TreeHead head = ledger.verify().heads().get(0);
    filled("other");
    filled("other2");
    LedgerExpectation known =
        LedgerExpectation.NONE.and(
            new Anchor.Signed("a note", new Checkpoint("shop", head.size(), head.root())));

    database.administer("UPDATE loopgen.ledger SET name = name || '-old' WHERE name = 'shop'");
    assertThat(ledger.verify(known)).isInstanceOf(ChainStatus.Truncated.class);
    database.administer("UPDATE loopgen.ledger SET name = 'shop' WHERE name = 'other'");

    assertThat(ledger.verify(known)).isInstanceOf(ChainStatus.Rewritten.class);
    assertThatThrownBy(() -> ledger.append(LedgerFacts.passing("next")))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("acknowledged");
  }
}
