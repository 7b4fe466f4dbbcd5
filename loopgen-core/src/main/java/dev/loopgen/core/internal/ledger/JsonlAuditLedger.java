package dev.loopgen.core.internal.ledger;

import dev.loopgen.api.LedgerException;
import dev.loopgen.api.json.InvalidJsonException;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.api.ledger.EntryGraph;
import dev.loopgen.api.ledger.LedgerExpectation;
import dev.loopgen.api.ledger.TreeHead;
import dev.loopgen.core.internal.ledger.append.AppendQueue;
import dev.loopgen.core.internal.ledger.append.LedgerState;
import dev.loopgen.core.internal.ledger.entry.EntryRules;
import dev.loopgen.core.internal.ledger.file.LedgerFile;
import dev.loopgen.core.internal.ledger.verify.ChainVerifier;
import dev.loopgen.core.internal.ledger.verify.EntryGraphReader;
import dev.loopgen.core.internal.ledger.verify.EntryVisitor;
import dev.loopgen.core.internal.ledger.verify.LedgerContent;
import dev.loopgen.core.internal.ledger.verify.LedgerHead;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/** An audit ledger stored as a file of JSON lines, compatible with npm loopgen. */
public final class JsonlAuditLedger implements AuditLedger, LedgerReader {

  /** How long an unterminated last line may still be a write in progress. */
  private static final long WRITING_MILLIS = 1000;

  private static final long PAUSE_MILLIS = 5;

  /** How often to reread a ledger whose reported damage changes with each reading. */
  private static final int RECHECKS = 10;

  /** The size from which a pass takes much longer than a tick of the file's clock. */
  private static final long LARGE = 4 << 20;

  private static final EntryGraph NO_ENTRIES = new EntryGraph.Builder().build();

  private final LedgerFile file;
  private final AppendQueue queue;

  private JsonlAuditLedger(LedgerFile file) {
    this.file = file;
    this.queue = AppendQueue.of(file);
  }

  /** Returns the ledger stored in a file, which need not exist yet. */
  public static JsonlAuditLedger at(Path file) {
    return at(file, count -> {});
  }

  /** Returns the ledger stored in a file; reports how many bytes each pass reads. */
  static JsonlAuditLedger at(Path file, LongConsumer bytesRead) {
    return new JsonlAuditLedger(new LedgerFile(file.toAbsolutePath().normalize(), bytesRead));
  }

  /** Returns the ledger stored in a file, which is scanned by the calling thread alone. */
  public static JsonlAuditLedger readByOneThread(Path file) {
    return new JsonlAuditLedger(new LedgerFile(file.toAbsolutePath().normalize(), count -> {}, 1));
  }

  @Override
  public AuditEntry append(Json.Obj facts) throws InterruptedException {
    return queue.append(facts);
  }

  @Override
  public List<TreeHead> heads() {
    try (FileChannel channel = file.openToRead()) {
      Optional<LedgerState> kept = LedgerState.read(file.stateFile());
      if (kept.isPresent() && kept.get().fits(channel)) {
        return kept.get().heads().stream().map(LedgerHead::treeHead).toList();
      }
      EntryGraph graph = EntryGraphReader.read(file::bytes).build();
      return graph.heads().flatMap(head -> graph.treeHead(head).stream()).toList();
    } catch (NoSuchFileException none) {
      return List.of();
    } catch (IOException e) {
      throw file.unreadable(e);
    }
  }

  @Override
  public EntryGraph graph() {
    try {
      return EntryGraphReader.read(file::bytes).build();
    } catch (NoSuchFileException none) {
      return NO_ENTRIES;
    } catch (IOException e) {
      throw file.unreadable(e);
    }
  }

  @Override
  public Stream<AuditEntry> entries() {
    try {
      return new EntryIterator(file.path().toString(), file.lines(), file::unreadable).stream();
    } catch (NoSuchFileException none) {
      return Stream.empty();
    } catch (IOException e) {
      throw file.unreadable(e);
    }
  }

  @Override
  public LedgerReading read(LedgerExpectation expectation, EntryVisitor visitor) {
    return LedgerPass.survey(file::bytes, expectation, visitor, pass -> settled(expectation, pass));
  }

  @Override
  public ChainStatus check(LedgerExpectation expectation, LedgerReading before) {
    LedgerReading now = before.isOf(file::bytes) ? before : read(expectation, EntryVisitor.NONE);
    queue.remember(now.state());
    return now.status();
  }

  @Override
  public AuditEntry at(Place place) {
    try {
      return EntryRules.read(read(place.position(), place.length()));
    } catch (IOException e) {
      throw file.unreadable(e);
    } catch (InvalidJsonException e) {
      throw new LedgerException(
          "The ledger changed while it was being read. Try again when nothing writes to it.", e);
    }
  }

  @Override
  public ChainStatus verify(LedgerExpectation expectation) {
    return settled(expectation, () -> ChainVerifier.verify(file::bytes, expectation).status());
  }

  @Override
  public ChainStatus verify(LedgerExpectation expectation, EntryVisitor visitor) {
    return settled(
        expectation, () -> ChainVerifier.verify(file::bytes, expectation, visitor).status());
  }

  /** Verifies the ledger and fingerprints its bytes, for {@link #read}. */
  public LedgerContent.Verified verifyContent(LedgerExpectation expectation) {
    LedgerContent.Verified[] last = new LedgerContent.Verified[1];
    ChainStatus status =
        settled(
            expectation,
            () -> {
              last[0] = ChainVerifier.content(file::bytes, expectation);
              return last[0].status();
            });
    return last[0] != null && last[0].status().equals(status)
        ? last[0]
        : new LedgerContent.Verified(status, LedgerContent.NONE);
  }

  /**
   * Passes the entries of verified bytes to a visitor.
   *
   * @throws LedgerException if the ledger no longer begins with them, or cannot be read
   */
  public void read(LedgerContent content, EntryVisitor visitor) {
    try {
      content.read(file::bytes, visitor);
    } catch (IOException e) {
      throw file.unreadable(e);
    }
  }

  /** Repeats the pass until writes in progress have finished and any damage is confirmed. */
  private ChainStatus settled(LedgerExpectation expectation, LedgerPass pass) {
    Optional<Path> link = file.symbolicLink();
    if (link.isPresent()) {
      return new ChainStatus.SymbolicLink(link.get());
    }
    try {
      ChainStatus status = confirmed(pass);
      for (long waited = 0; isBeingWritten(status, waited); waited += PAUSE_MILLIS) {
        long length = file.length();
        pause();
        status = file.length() == length ? status : confirmed(pass);
      }
      return status;
    } catch (NoSuchFileException none) {
      return LedgerPass.missing(expectation);
    } catch (ClosedByInterruptException e) {
      return new ChainStatus.Unreadable("the reading thread was interrupted");
    } catch (IOException e) {
      return new ChainStatus.Unreadable(LedgerFile.reason(e));
    }
  }

  @Override
  public void scan(EntryVisitor visitor) {
    try {
      ChainVerifier.read(file::bytes, visitor);
    } catch (IOException e) {
      throw file.unreadable(e);
    }
  }

  @Override
  public void scanClaims(EntryVisitor visitor) {
    try {
      ChainVerifier.readClaims(file::bytes, visitor);
    } catch (IOException e) {
      throw file.unreadable(e);
    }
  }

  /**
   * Reads bytes from a position.
   *
   * @return the bytes; fewer than requested if the file ends early
   * @throws IOException if it cannot be read
   */
  public byte[] read(long position, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    try (FileChannel channel = file.openToRead()) {
      int read = 0;
      while (bytes.hasRemaining() && read >= 0) {
        read = channel.read(bytes, position + bytes.position());
      }
    }
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  /**
   * Reports damage only if nobody wrote to a large ledger during the pass, or if two passes agree:
   * a writer may set a torn line aside.
   */
  private ChainStatus confirmed(LedgerPass pass) throws IOException {
    LedgerFile.WriteStamp before = file.writeStamp();
    ChainStatus status = pass.run();
    if (before.size() >= LARGE && before.equals(file.writeStamp())) {
      return status;
    }
    for (int more = RECHECKS; more > 0 && !status.canGrow(); more--) {
      ChainStatus again = pass.run();
      if (again.equals(status)) {
        return status;
      }
      status = again;
    }
    return status;
  }

  private static boolean isBeingWritten(ChainStatus status, long waited) {
    return status instanceof ChainStatus.TornTail
        && waited < WRITING_MILLIS
        && !Thread.currentThread().isInterrupted();
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
