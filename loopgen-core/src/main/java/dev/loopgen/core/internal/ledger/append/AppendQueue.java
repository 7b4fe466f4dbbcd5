package dev.loopgen.core.internal.ledger.append;

import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.core.internal.concurrent.Interrupts;
import dev.loopgen.core.internal.ledger.file.LedgerFile;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Combines the appends of all threads of this process to one ledger (group commit). A thread that
 * finds no writer active writes all waiting entries with one flush, and those that arrive
 * meanwhile. It then hands the writer role to the first thread still waiting.
 */
public final class AppendQueue {

  /**
   * One queue per file while a ledger uses it: file locks do not exclude threads of one process.
   */
  private static final Map<Path, WeakReference<AppendQueue>> QUEUES = new HashMap<>();

  private final BatchWriter writer;
  private final Deque<QueueTicket> waiting = new ArrayDeque<>();
  private boolean busy;

  /** Creates a queue in front of a writer that only this queue uses. */
  public AppendQueue(BatchWriter writer) {
    this.writer = writer;
  }

  /** Returns the queue of a file, which all ledgers of this process share. */
  public static AppendQueue of(LedgerFile file) {
    Path key = real(file.path().toAbsolutePath().normalize());
    synchronized (QUEUES) {
      QUEUES.values().removeIf(reference -> reference.get() == null);
      WeakReference<AppendQueue> known = QUEUES.get(key);
      AppendQueue queue = known == null ? null : known.get();
      if (queue == null) {
        queue = new AppendQueue(new LedgerWriter(new LedgerFile(key, file.bytesRead())));
        QUEUES.put(key, new WeakReference<>(queue));
      }
      return queue;
    }
  }

  /** Resolves symbolic links above the project, so that all paths to a file share one queue. */
  private static Path real(Path file) {
    Path directory = new LedgerFile(file).directory();
    for (Path at = directory.getParent(); at != null; at = at.getParent()) {
      try {
        return at.toRealPath().resolve(at.relativize(file));
      } catch (IOException notThereYet) {
        // What is there above it has one.
      }
    }
    return file;
  }

  /** Remembers the state that a verification found, so that the next append need not verify. */
  public void remember(@Nullable LedgerState state) {
    writer.remember(state);
  }

  public AuditEntry append(Json.Obj facts) throws InterruptedException {
    PendingAppend own = new PendingAppend(facts);
    if (enter(own) || awaitTurn(own)) {
      write(own);
    }
    return own.result();
  }

  /** Joins the queue; returns whether the caller becomes the writer. */
  private synchronized boolean enter(QueueTicket ticket) {
    waiting.add(ticket);
    boolean first = !busy;
    if (first) {
      busy = true;
      ticket.call();
    }
    return first;
  }

  /**
   * Waits until the caller becomes the writer (true) or its entry has been written (false). An
   * interrupt ends the wait only while no writer has taken the entry.
   */
  private boolean awaitTurn(PendingAppend own) throws InterruptedException {
    boolean interrupted = false;
    try {
      while (!own.isCalled() && !own.isDone()) {
        if (Thread.interrupted()) {
          if (withdraw(own)) {
            throw new InterruptedException();
          }
          interrupted = true;
        }
        own.pause();
      }
      return own.isCalled();
    } finally {
      Interrupts.restore(interrupted);
    }
  }

  /** Leaves the queue, unless the ticket was called or a writer has taken it. */
  private synchronized boolean withdraw(QueueTicket ticket) {
    return !ticket.isCalled() && waiting.remove(ticket);
  }

  /** Writes waiting entries, including new ones, until other processes should get the lock. */
  private void write(PendingAppend own) throws InterruptedException {
    try {
      writer.lock();
      List<PendingAppend> batch = drain();
      while (!batch.isEmpty()) {
        write(batch);
        batch = writer.hasHadItsShare() ? List.of() : drain();
      }
    } catch (FileLockInterruptionException e) {
      Thread.interrupted();
      throw new InterruptedException();
    } catch (IOException e) {
      own.fail(writer.unwritable(e));
    } finally {
      passOn(own);
    }
  }

  private void write(List<PendingAppend> batch) {
    try {
      writer.append(batch);
    } catch (IOException e) {
      fail(batch, writer.unwritable(e));
    } catch (RuntimeException | Error e) {
      fail(batch, e);
    } finally {
      batch.forEach(QueueTicket::wake);
    }
  }

  private static void fail(List<PendingAppend> batch, Throwable why) {
    batch.stream().filter(pending -> !pending.isDone()).forEach(pending -> pending.fail(why));
  }

  /** Takes the waiting appends up to the first exclusive ticket. */
  private synchronized List<PendingAppend> drain() {
    List<PendingAppend> batch = new ArrayList<>();
    while (waiting.peek() instanceof PendingAppend next) {
      waiting.remove();
      batch.add(next);
    }
    return batch;
  }

  /** Gives up the writer role and calls the next waiting ticket. */
  private void passOn(QueueTicket own) {
    try {
      writer.release();
    } finally {
      QueueTicket next = next(own);
      if (next != null) {
        next.wake();
      }
    }
  }

  private synchronized @Nullable QueueTicket next(QueueTicket own) {
    waiting.remove(own);
    QueueTicket next = waiting.peek();
    busy = next != null;
    if (next != null) {
      next.call();
    }
    return next;
  }

  /** An action that needs the ledger to itself. */
  @FunctionalInterface
  public interface Exclusive<T> {

    T run() throws IOException;
  }

  /** Runs an action while all other writers are excluded. */
  public <T> T exclusively(Exclusive<T> action) throws IOException {
    QueueTicket own = new QueueTicket.ExclusiveTicket();
    if (!enter(own)) {
      awaitCall(own);
    }
    try {
      writer.lock();
      return action.run();
    } finally {
      passOn(own);
    }
  }

  private static void awaitCall(QueueTicket own) {
    boolean interrupted = false;
    while (!own.isCalled()) {
      own.pause();
      interrupted |= Thread.interrupted();
    }
    Interrupts.restore(interrupted);
  }
}
