package dev.loopgen.core.internal.ledger;

import dev.loopgen.api.LedgerException;
import dev.loopgen.api.ledger.LedgerExpectation;
import dev.loopgen.core.internal.chain.ChainVerifier;
import dev.loopgen.core.internal.chain.GraphReader;
import dev.loopgen.core.internal.chain.Verification;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes entries to a ledger, several at a time: one write, one flush to the disk. Not thread-safe;
 * whoever calls it holds the ledger's lock.
 */
final class LedgerWriter {

  private static final long UNTOUCHED = -1;

  private final LedgerFile file;
  private @Nullable LedgerState state;

  LedgerWriter(LedgerFile file) {
    this.file = file;
  }

  /**
   * Appends what can be appended of a batch and tells each part of it how that went. An interrupt
   * of the thread closes the file under its hands; the write is then taken back and done again,
   * because others wait for it too.
   *
   * @throws IOException if the ledger cannot be read or written; nothing was appended
   * @throws LedgerException if the ledger is damaged; nothing was appended
   */
  void append(List<PendingAppend> batch) throws IOException {
    Attempt attempt = new Attempt(batch);
    boolean interrupted = Thread.interrupted();
    try {
      while (!attempt.isOver()) {
        try (FileChannel channel = file.openToWrite()) {
          attempt.run(channel);
        } catch (ClosedByInterruptException e) {
          interrupted |= Thread.interrupted();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Keeps what is known of the ledger's end for the next process. */
  void keepState() {
    LedgerState known = state;
    if (known != null) {
      known.write(file.stateFile());
    }
  }

  /** One batch on its way into the file. */
  private final class Attempt {

    private final List<PendingAppend> batch;
    private long start = UNTOUCHED;
    private boolean over;

    Attempt(List<PendingAppend> batch) {
      this.batch = batch;
    }

    boolean isOver() {
      return over;
    }

    void run(FileChannel channel) throws IOException {
      if (start != UNTOUCHED) {
        channel.truncate(start);
      }
      boolean fresh = channel.size() == 0;
      boolean terminated = new LedgerTail(file, channel).settle();
      LedgerState before = stateOf(channel);
      Batch linked = new Batch(before, terminated, () -> GraphReader.read(file::bytes));
      for (PendingAppend pending : batch) {
        linked.add(pending);
      }
      start = channel.size();
      state = null;
      write(linked.text(), fresh, channel);
      state = new LedgerState(channel.size(), linked.heads(), linked.lastId());
      linked.finish();
      over = true;
    }

    private void write(ByteBuffer bytes, boolean fresh, FileChannel channel) throws IOException {
      try {
        while (bytes.hasRemaining()) {
          channel.write(bytes, start + bytes.position());
        }
        channel.force(true);
        if (fresh) {
          file.forceDirectory();
        }
      } catch (ClosedByInterruptException e) {
        throw e;
      } catch (IOException e) {
        takeBack(channel, e);
        throw e;
      }
    }

    private void takeBack(FileChannel channel, IOException e) {
      try {
        channel.truncate(start);
      } catch (IOException leavesATornLine) {
        e.addSuppressed(leavesATornLine);
      }
    }
  }

  /** The state in memory, else the one in the file beside the ledger, else what a check finds. */
  private LedgerState stateOf(FileChannel channel) throws IOException {
    LedgerState known = state;
    if (known != null && known.fits(channel)) {
      return known;
    }
    Optional<LedgerState> kept = LedgerState.read(file.stateFile());
    if (kept.isPresent() && kept.get().fits(channel)) {
      return kept.get();
    }
    Verification found = ChainVerifier.verify(file::bytes, LedgerExpectation.NONE);
    if (!found.status().canGrow()) {
      throw new LedgerException(
          "The ledger " + file.path() + " cannot take another entry. " + found.status().describe());
    }
    return new LedgerState(channel.size(), found.heads(), found.lastId());
  }
}
