package dev.loopgen.core.internal.ledger;

import dev.loopgen.api.attest.LedgerPosition;
import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.ledger.Anchor;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.api.ledger.EntryGraph;
import dev.loopgen.api.ledger.LedgerExpectation;
import dev.loopgen.api.ledger.TreeHead;
import dev.loopgen.api.merkle.MerkleTree;
import dev.loopgen.core.internal.ledger.verify.EntryVisitor;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A ledger as seen in one pass: its verification status and its entry graph. Later questions about
 * the same ledger are answered from here unless the file has changed.
 */
public final class LedgerView {

  private final AuditLedger ledger;
  private final LedgerReader reader;
  private final LedgerExpectation expectation;
  private final LedgerReading reading;

  private LedgerView(AuditLedger ledger, LedgerExpectation expectation, EntryVisitor visitor) {
    this.ledger = ledger;
    this.reader = LedgerReader.of(ledger);
    this.expectation = expectation;
    this.reading = reader.read(expectation, visitor);
  }

  /**
   * Verifies a ledger and passes its entries to a visitor, though perhaps not all if the ledger
   * cannot grow.
   *
   * @throws dev.loopgen.api.LedgerException if it cannot be read
   */
  public static LedgerView of(
      AuditLedger ledger, LedgerExpectation expectation, EntryVisitor visitor) {
    return new LedgerView(ledger, expectation, visitor);
  }

  /** Returns the result of the verification. */
  public ChainStatus status() {
    return reading.status();
  }

  /** Returns the entry graph; complete if the ledger can grow. */
  public EntryGraph graph() {
    return reading.graph();
  }

  /**
   * Verifies the ledger again and requires all earlier entries to be still there.
   *
   * @param since when it was first read, as a noun phrase
   * @return the current status
   */
  public ChainStatus checkAgain(String since) {
    Set<Sha256> heads = reading.headHashes();
    LedgerExpectation now =
        heads.isEmpty()
            ? expectation
            : expectation.and(new Anchor.Entries(since, heads, reading.size()));
    return reader.check(now, reading);
  }

  /**
   * Returns the position of an entry that was appended since this view was taken.
   *
   * @return empty if the ledger does not hold the entry
   * @throws dev.loopgen.api.LedgerException if the ledger cannot be read
   */
  public Optional<LedgerPosition> position(AuditEntry appended) {
    Optional<Sha256> hash = appended.hash().flatMap(Sha256::parse);
    if (hash.isEmpty() || !isNextOf(appended.parents())) {
      return LedgerPosition.of(appended, EntryGraph.of(ledger));
    }
    Sha256 parent = appended.parents().get(0);
    MerkleTree tree = reading.heads().get(0).tree().copy();
    tree.append(hash.get());
    return Optional.of(
        new LedgerPosition(
            LedgerPosition.originOf(appended),
            graph().leaves(parent).findFirst().orElseThrow(),
            new TreeHead(hash.get(), tree.size(), tree.root())));
  }

  private boolean isNextOf(List<Sha256> parents) {
    return reading.heads().size() == 1 && parents.equals(List.of(reading.heads().get(0).entry()));
  }

  /**
   * Reads a whole entry.
   *
   * @throws dev.loopgen.api.LedgerException if it is no longer there
   */
  public AuditEntry at(LedgerReader.Place place) {
    return reader.at(place);
  }

  /** Passes all entries to a visitor again. */
  public void scan(EntryVisitor visitor) {
    reader.scan(visitor);
  }
}
