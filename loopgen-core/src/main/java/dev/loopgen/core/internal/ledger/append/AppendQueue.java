package dev.loopgen.core.internal.ledger.append;

import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
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
 * Takes the appends of all threads of this process to one ledger. Whoever finds nobody writing
 * writes everything that waits, so that many threads share one flush to the disk, and what comes
 * meanwhile. It then calls the first of those that still wait to do the same.
 */
public final class AppendQueue {

  /** One queue for each file, as long as a ledger uses it: file locks do not part threads. */
  private static final Map<Path, WeakReference<AppendQueue>> QUEUES = new HashMap<>();

  private final LedgerFile file;
  private final LedgerWriter writer;
  private final Deque<QueueTicket> waiting = new ArrayDeque<>();
  private boolean busy;

  private AppendQueue(LedgerFile file) {
    this.file = file;
    this.writer = new LedgerWriter(file);
  }

  public static AppendQueue of(LedgerFile file) {
    Path key = real(file.path().toAbsolutePath().normalize());
    synchronized (QUEUES) {
      QUEUES.values().removeIf(reference -> reference.get() == null);
      WeakReference<AppendQueue> known = QUEUES.get(key);
      AppendQueue queue = known == null ? null : known.get();
      if (queue == null) {
        queue = new AppendQueue(new LedgerFile(key, file.bytesRead()));
        QUEUES.put(key, new WeakReference<>(queue));
      }
      return queue;
    }
  }

  /** Follows links on the way to the project, so that all ways to it lead to one queue. */
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

  /** Takes over what a check of the ledger found, so that the next append need not check it. */
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

  /** Queues; tells whether nobody writes, so that it is the caller's turn. */
  private synchronized boolean enter(QueueTicket turn) {
    waiting.add(turn);
    boolean first = !busy;
    if (first) {
      busy = true;
      turn.call();
    }
    return first;
  }

  /**
   * Waits until it is the caller's turn, or somebody has written its entry; tells which. An
   * interrupt ends that only while nobody else has taken the entry.
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
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Leaves the queue, unless it is the turn's time or somebody has taken it. */
  private synchronized boolean withdraw(QueueTicket turn) {
    return !turn.isCalled() && waiting.remove(turn);
  }

  /** Writes what waits, and what comes meanwhile until other processes shall have their turn. */
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
      own.fail(file.unwritable(e));
    } finally {
      passOn(own);
    }
  }

  private void write(List<PendingAppend> batch) {
    try {
      writer.append(batch);
    } catch (IOException e) {
      fail(batch, file.unwritable(e));
    } catch (RuntimeException | Error e) {
      fail(batch, e);
    } finally {
      batch.forEach(QueueTicket::wake);
    }
  }

  private static void fail(List<PendingAppend> batch, Throwable why) {
    batch.stream().filter(pending -> !pending.isDone()).forEach(pending -> pending.fail(why));
  }

  /** Takes the appends that wait, up to something else. */
  private synchronized List<PendingAppend> drain() {
    List<PendingAppend> batch = new ArrayList<>();
    while (waiting.peek() instanceof PendingAppend next) {
      waiting.remove();
      batch.add(next);
    }
    return batch;
  }

  /** Ends a turn; calls the next one that waits. */
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

  /** Something to do with a ledger that nobody else writes meanwhile. */
  @FunctionalInterface
  public interface Exclusive<T> {

    T run() throws IOException;
  }

  /** Keeps every writer away while something is done. */
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
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
