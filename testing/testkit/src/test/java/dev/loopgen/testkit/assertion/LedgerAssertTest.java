package dev.loopgen.testkit.assertion;

import static dev.loopgen.testkit.assertion.Complaints.complains;
import static dev.loopgen.testkit.assertion.LoopgenAssertions.assertThat;

import dev.loopgen.api.LedgerException;
import dev.loopgen.api.attest.ExpectedIdentity;
import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.api.ledger.LedgerExpectation;
import dev.loopgen.api.ledger.TreeHead;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.testkit.InMemoryAuditLedger;
import dev.loopgen.testkit.LedgerFacts;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Assertions about ledgers, their status and their entries. */
final class LedgerAssertTest {

  private final InMemoryAuditLedger ledger = new InMemoryAuditLedger();
  private final AuditEntry passed = ledger.append(LedgerFacts.judged("first", true));
  private final AuditEntry failed = ledger.append(LedgerFacts.judged("second", false));

  @Test
  void ledger_thatIsAsExpected_goesOn() {
    assertThat(ledger).isIntact().hasEntries(2).holds(passed).status().hasSize(2);
    assertThat(ledger).isIntact(LedgerExpectation.NONE);
    assertThat(passed)
        .passed()
        .hasNoForbiddenChanges()
        .forTree(GitId.of("3".repeat(40)))
        .inLedger(ledger);
    assertThat(failed).failed();
    assertThat(new InMemoryAuditLedger()).isBrokenAs(ChainStatus.Empty.class);
  }

  @Test
  void isIntact_emptyLedger_isNot() {
    complains(
        () -> assertThat(new InMemoryAuditLedger()).isIntact(),
        "Expected an intact ledger, but it is empty");
  }

  @Test
  void isIntact_expectationThatIsNotMet_isNot() {
    LedgerExpectation elsewhere = new LedgerExpectation(List.of(), Set.of("8".repeat(40)));

    complains(() -> assertThat(ledger).isIntact(elsewhere), "but it is foreign");
  }

  @Test
  void isBrokenAs_intactOrOtherDamage_showsTheStatus() {
    complains(
        () -> assertThat(ledger).isBrokenAs(ChainStatus.class),
        "but it is intact",
        "chain of 2 entries");
    complains(
        () -> assertThat(new InMemoryAuditLedger()).isBrokenAs(ChainStatus.Missing.class),
        "broken as Missing, but it is empty");
  }

  @Test
  void hasEntries_otherNumber_listsThem() {
    complains(
        () -> assertThat(ledger).hasEntries(1),
        "Expected 1 entry in the ledger, but it has 2",
        "first: loop check, passed",
        "second: loop check, failed");
    complains(() -> assertThat(new InMemoryAuditLedger()).hasEntries(3), "no entry");
  }

  @Test
  void holds_otherContentUnderTheId_isToldApart() {
    AuditEntry forged = new InMemoryAuditLedger().append(LedgerFacts.judged("second", true));

    complains(
        () -> assertThat(ledger).holds(forged),
        "hold the entry second: loop check, passed",
        "another content under that id: second: loop check, failed");
  }

  @Test
  void ledger_thatCannotBeRead_fails() {
    AuditLedger unreadable =
        new AuditLedger() {
          @Override
          public AuditEntry append(Json.Obj facts) {
            throw new LedgerException("No.");
          }

          @Override
          public List<TreeHead> heads() {
            return List.of();
          }

          @Override
          public Stream<AuditEntry> entries() {
            throw new LedgerException("Line 3 is no entry.");
          }
        };

    complains(() -> assertThat(unreadable).hasEntries(0), "Line 3 is no entry.");
    complains(() -> assertThat(unreadable).isIntact(), "unreadable", "Line 3 is no entry.");
  }

  @Test
  void status_otherSize_showsTheHeads() {
    complains(
        () -> assertThat(ledger.verify()).hasSize(3),
        "Expected a chain of 3",
        failed.hash().orElseThrow() + ", over 2");
  }

  @Test
  void passed_failedEntry_showsItsReasons() {
    complains(() -> assertThat(failed).passed(), "entry second", "Command `sh check.sh` failed.");
  }

  @Test
  void passed_entryThatContradictsItself_isNoPass() {
    AuditEntry claim =
        linked(with(LedgerFacts.passing("claim"), "verification", Json.object().build()));

    complains(() -> assertThat(claim).passed(), "it says that it passed, but its commands");
  }

  @Test
  void passed_editedEntry_showsBothHashes() {
    AuditEntry edited = new AuditEntry(with(failed.json(), "passed", Json.of(true)));

    complains(
        () -> assertThat(edited).passed(),
        "it records " + failed.hash().orElseThrow(),
        "its content has " + edited.computedHash());
    complains(() -> assertThat(edited).failed(), "to have the hash");
  }

  @Test
  void failed_passedEntry_showsItsTree() {
    complains(() -> assertThat(passed).failed(), "it passed for the tree 3333");
  }

  @Test
  void forTree_otherTree_showsTheJudgedOne() {
    complains(() -> assertThat(passed).forTree(GitId.of("4".repeat(40))), "it judged 3333");
    complains(
        () -> assertThat(linked(LedgerFacts.passing("npm"))).forTree(GitId.of("4".repeat(40))),
        "no tree that it names");
  }

  @Test
  void hasNoForbiddenChanges_violationOrNoWord_fails() {
    Json.Obj touched =
        Json.object().put("ok", false).put("violations", Json.strings(List.of("secret"))).build();

    complains(
        () ->
            assertThat(linked(with(LedgerFacts.passing("a"), "forbidden", touched)))
                .hasNoForbiddenChanges(),
        "secret",
        "restore");
    complains(
        () ->
            assertThat(linked(with(LedgerFacts.passing("a"), "forbidden", Json.object().build())))
                .hasNoForbiddenChanges(),
        "does not say that there is none");
  }

  @Test
  void isAttestedBy_noBundle_fails() {
    complains(
        () ->
            assertThat(passed)
                .inLedger(ledger)
                .isAttestedBy(
                    new ExpectedIdentity.Person("https://accounts.example", "ann@example.com")),
        "No bundle was given.",
        "withBundle(bytes)");
  }

  private static AuditEntry linked(Json.Obj facts) {
    return AuditEntry.link(facts, List.<Sha256>of());
  }

  private static Json.Obj with(Json.Obj object, String name, Json value) {
    Json.ObjectBuilder changed = Json.object();
    object
        .members()
        .forEach((member, old) -> changed.put(member, member.equals(name) ? value : old));
    return changed.build();
  }
}
