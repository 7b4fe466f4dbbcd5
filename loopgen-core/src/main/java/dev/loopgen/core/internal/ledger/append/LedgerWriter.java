package dev.loopgen.core.internal.ledger.append;

import dev.loopgen.api.LedgerException;
import dev.loopgen.api.ledger.LedgerExpectation;
import dev.loopgen.core.internal.concurrent.Interrupts;
import dev.loopgen.core.internal.ledger.file.LedgerFile;
import dev.loopgen.core.internal.ledger.file.LedgerLock;
import dev.loopgen.core.internal.ledger.verify.ChainVerifier;
import dev.loopgen.core.internal.ledger.verify.EntryGraphReader;
import dev.loopgen.core.internal.ledger.verify.LedgerVerification;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes entries to a ledger in batches, each with one write and one flush. Keeps the lock and the
 * open file between consecutive batches. Not thread-safe.
 */
final class LedgerWriter implements BatchWriter {

  private static final Logger LOG = LoggerFactory.getLogger(LedgerWriter.class);
  private static final long UNTOUCHED = -1;

  /** How many batches, some milliseconds, one thread writes before it releases the lock. */
  private static final int BATCHES_OF_ONE_LOCK = 16;

  private final LedgerFile file;
  private final OpenLedgerFile ledger;
  private @Nullable LedgerLock lock;
  private int batches;
  private @Nullable LedgerState state;
  private volatile @Nullable LedgerState checked;

  LedgerWriter(LedgerFile file) {
    this.file = file;
    this.ledger = new OpenLedgerFile(file);
  }

  @Override
  public void lock() throws IOException {
    if (lock == null) {
      lock = file.lock();
    }
  }

  @Override
  public void remember(@Nullable LedgerState found) {
    checked = found;
  }

  @Override
  public boolean hasHadItsShare() {
    return batches >= BATCHES_OF_ONE_LOCK;
  }

  @Override
  public LedgerException unwritable(IOException e) {
    return file.unwritable(e);
  }

  /**
   * {@inheritDoc}
   *
   * <p>An interrupt of the thread closes the file. The write is then rolled back and repeated,
   * because other threads wait for it too.
   */
  @Override
  public void append(List<PendingAppend> batch) throws IOException {
    batches++;
    Attempt attempt = new Attempt(batch);
    boolean interrupted = Thread.interrupted();
    try {
      while (!attempt.isOver()) {
        try {
          attempt.run(ledger.channel());
        } catch (ClosedByInterruptException e) {
          interrupted |= Thread.interrupted();
        }
      }
    } finally {
      Interrupts.restore(interrupted);
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>Writes the state file for other processes first.
   */
  @Override
  public void release() {
    boolean interrupted = Thread.interrupted();
    LedgerState known = state;
    if (batches > 0 && known != null) {
      known.write(file.stateFile());
    }
    batches = 0;
    LedgerLock held = lock;
    lock = null;
    try (held) {
      ledger.close();
    } catch (IOException e) {
      LOG.debug("{} cannot be closed", file.path(), e);
    } finally {
      Interrupts.restore(interrupted);
    }
  }

  /** One attempt to write a batch. */
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
      LedgerState known = state;
      if (known != null && known.fits(channel)) {
        append(known, true, channel);
      } else {
        boolean terminated = new LedgerTail(file, channel).settle();
        append(stateOf(channel), terminated, channel);
      }
    }

    private void append(LedgerState before, boolean terminated, FileChannel channel)
        throws IOException {
      AppendBatch linked =
          new AppendBatch(before, terminated, () -> EntryGraphReader.read(file::bytes));
      for (PendingAppend pending : batch) {
        linked.add(pending);
      }
      start = before.bytes();
      state = null;
      ByteBuffer text = linked.text();
      write(text, channel);
      state = new LedgerState(start + text.limit(), linked.heads(), linked.lastId());
      linked.finish();
      over = true;
    }

    private void write(ByteBuffer bytes, FileChannel channel) throws IOException {
      try {
        while (bytes.hasRemaining()) {
          channel.write(bytes, start + bytes.position());
        }
        channel.force(true);
        if (start == 0) {
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

  /** The state from the state file, else from the last verification, else from a new one. */
  private LedgerState stateOf(FileChannel channel) throws IOException {
    Optional<LedgerState> kept = LedgerState.read(file.stateFile());
    if (kept.isPresent() && kept.get().fits(channel)) {
      return kept.get();
    }
    LedgerState known = checked;
    if (known != null && known.fits(channel)) {
      return known;
    }
    LedgerVerification found = ChainVerifier.verify(file::bytes, LedgerExpectation.NONE);
    if (!found.status().canGrow()) {
      throw new LedgerException(
          "The ledger " + file.path() + " cannot be appended to. " + found.status().describe());
    }
    return new LedgerState(channel.size(), found.heads(), found.lastId());
  }
}
