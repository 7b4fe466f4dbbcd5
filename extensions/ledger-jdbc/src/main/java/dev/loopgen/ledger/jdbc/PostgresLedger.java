package dev.loopgen.ledger.jdbc;

import dev.loopgen.api.LedgerException;
import dev.loopgen.api.json.InvalidJsonException;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.api.ledger.EntryGraph;
import dev.loopgen.api.ledger.LedgerExpectation;
import dev.loopgen.api.ledger.TreeHead;
import dev.loopgen.core.internal.ledger.EntryIterator;
import dev.loopgen.core.internal.ledger.LedgerPass;
import dev.loopgen.core.internal.ledger.LedgerReader;
import dev.loopgen.core.internal.ledger.LedgerReading;
import dev.loopgen.core.internal.ledger.append.AppendQueue;
import dev.loopgen.core.internal.ledger.append.LedgerState;
import dev.loopgen.core.internal.ledger.entry.EntryRules;
import dev.loopgen.core.internal.ledger.file.LedgerBytes;
import dev.loopgen.core.internal.ledger.file.LineReader;
import dev.loopgen.core.internal.ledger.verify.ChainVerifier;
import dev.loopgen.core.internal.ledger.verify.EntryVisitor;
import dev.loopgen.core.internal.ledger.verify.LedgerHead;
import dev.loopgen.core.internal.ledger.verify.LedgerVerification;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The ledger, as others know it: appends through a queue, reads snapshots, trusts neither. */
final class PostgresLedger implements JdbcAuditLedger, LedgerReader {

  private final LedgerDatabase database;
  private final LedgerSnapshot snapshots;
  private final AppendQueue queue;

  PostgresLedger(LedgerDatabase database) {
    this.database = database;
    this.snapshots = new LedgerSnapshot(database);
    this.queue = new AppendQueue(new EntryAppender(database));
  }

  @Override
  public AuditEntry append(Json.Obj facts) throws InterruptedException {
    return queue.append(facts);
  }

  @Override
  public List<TreeHead> heads() {
    try {
      Optional<LastEntry> last = snapshots.last();
      return last.isEmpty() ? List.of() : heads(last.get());
    } catch (NoSuchFileException none) {
      return List.of();
    } catch (IOException e) {
      throw database.unreadable(e);
    }
  }

  private List<TreeHead> heads(LastEntry last) throws IOException {
    Optional<LedgerState> stated = last.state(database.name());
    List<LedgerHead> known =
        stated.isPresent() ? stated.get().heads() : verification(snapshots::open).heads();
    return known.stream().map(LedgerHead::treeHead).toList();
  }

  /**
   * {@inheritDoc}
   *
   * <p>Verifies what it reads: a tree that is worked out from the graph may be signed.
   */
  @Override
  public EntryGraph graph() {
    LedgerReading reading = read(LedgerExpectation.NONE, EntryVisitor.NONE);
    if (!reading.status().canGrow()) {
      throw new LedgerException(reading.status().describe());
    }
    return reading.graph();
  }

  @Override
  public Stream<AuditEntry> entries() {
    try {
      LineReader lines = new LineReader(new LedgerBytesInput(snapshots.open()));
      return new EntryIterator(database.name(), lines, database::unreadable).stream();
    } catch (NoSuchFileException none) {
      return Stream.empty();
    } catch (IOException e) {
      throw database.unreadable(e);
    }
  }

  @Override
  public LedgerReading read(LedgerExpectation expectation, EntryVisitor visitor) {
    return LedgerPass.survey(
        snapshots::open, expectation, visitor, pass -> settled(expectation, pass));
  }

  @Override
  public ChainStatus check(LedgerExpectation expectation, LedgerReading before) {
    return before.isOf(snapshots::open) ? before.status() : verify(expectation);
  }

  @Override
  public ChainStatus verify(LedgerExpectation expectation) {
    return verify(expectation, EntryVisitor.NONE);
  }

  @Override
  public ChainStatus verify(LedgerExpectation expectation, EntryVisitor visitor) {
    return settled(
        expectation, () -> ChainVerifier.verify(snapshots::open, expectation, visitor).status());
  }

  @Override
  public void scan(EntryVisitor visitor) {
    try {
      ChainVerifier.read(snapshots::open, visitor);
    } catch (IOException e) {
      throw database.unreadable(e);
    }
  }

  @Override
  public void scanClaims(EntryVisitor visitor) {
    try {
      ChainVerifier.readClaims(snapshots::open, visitor);
    } catch (IOException e) {
      throw database.unreadable(e);
    }
  }

  @Override
  public AuditEntry at(Place place) {
    try {
      return EntryRules.read(snapshots.read(place.position(), place.length()));
    } catch (IOException e) {
      throw database.unreadable(e);
    } catch (InvalidJsonException e) {
      throw new LedgerException(
          "The database returned another entry than a moment before. Verify the ledger "
              + database.name()
              + ".",
          e);
    }
  }

  @Override
  public void importFrom(Path file) {
    new LedgerImport(database, file).run();
  }

  @Override
  public void exportTo(Path file) {
    new LedgerExport(database, snapshots, file).run();
  }

  /** Repeats a pass whose connection was lost. */
  private ChainStatus settled(LedgerExpectation expectation, LedgerPass pass) {
    Retry retry = new Retry(database.patience());
    while (true) {
      try {
        return withoutTornTail(pass.run());
      } catch (NoSuchFileException none) {
        return LedgerPass.missing(expectation);
      } catch (ClosedByInterruptException e) {
        return new ChainStatus.Unreadable("the reading thread was interrupted");
      } catch (SqlFailure e) {
        if (!retry.mayGoOn(e)) {
          return new ChainStatus.Unreadable(String.valueOf(e.getMessage()));
        }
      } catch (IOException e) {
        return new ChainStatus.Unreadable(String.valueOf(e.getMessage()));
      }
    }
  }

  /** Verifies a ledger without expectations. */
  static LedgerVerification verification(LedgerBytes.Opener source) throws IOException {
    LedgerVerification found = ChainVerifier.verify(source, LedgerExpectation.NONE);
    return new LedgerVerification(
        withoutTornTail(found.status()), found.headTrees(), found.lastId());
  }

  /** A transaction leaves no part of a line, so one that is cut off is damage. */
  private static ChainStatus withoutTornTail(ChainStatus status) {
    return status instanceof ChainStatus.TornTail torn
        ? new ChainStatus.Malformed(torn.index(), torn.line(), "it is cut off")
        : status;
  }
}
