package dev.loopgen.core.internal.ledger;

import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
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

/**
 * Takes the appends of all threads of this process to one ledger. Whoever finds nobody writing
 * writes everything that waits, so that many threads share one flush to the disk.
 */
final class AppendQueue {

  /** One queue for each file, as long as a ledger uses it: file locks do not part threads. */
  private static final Map<Path, WeakReference<AppendQueue>> QUEUES = new HashMap<>();

  private final LedgerFile file;
  private final LedgerWriter writer;
  private final Deque<PendingAppend> waiting = new ArrayDeque<>();
  private boolean busy;

  private AppendQueue(LedgerFile file) {
    this.file = file;
    this.writer = new LedgerWriter(file);
  }

  static AppendQueue of(LedgerFile file) {
    Path key = real(file.path().toAbsolutePath().normalize());
    synchronized (QUEUES) {
      QUEUES.values().removeIf(reference -> reference.get() == null);
      WeakReference<AppendQueue> known = QUEUES.get(key);
      AppendQueue queue = known == null ? null : known.get();
      if (queue == null) {
        queue = new AppendQueue(new LedgerFile(key));
        QUEUES.put(key, new WeakReference<>(queue));
      }
      return queue;
    }
  }

  /** Follows links on the way to the project, so that all ways to it lead to one queue. */
  private static Path real(Path file) {
    Path project = file.getParent().getParent();
    for (Path at = project; at != null; at = at.getParent()) {
      try {
        return at.toRealPath().resolve(at.relativize(file));
      } catch (IOException notThereYet) {
        // What is there above it has one.
      }
    }
    return file;
  }

  AuditEntry append(Json.Obj facts) throws InterruptedException {
    PendingAppend pending = new PendingAppend(facts);
    enqueue(pending);
    while (!isDone(pending)) {
      try {
        writeAll(pending);
      } finally {
        leave();
      }
    }
    return pending.result();
  }

  private synchronized void enqueue(PendingAppend pending) {
    waiting.add(pending);
  }

  /**
   * Waits until somebody has written an entry, or nobody writes; then it is the caller's turn. An
   * interrupt ends that only while nobody else has taken the entry.
   */
  private synchronized boolean isDone(PendingAppend pending) throws InterruptedException {
    boolean interrupted = false;
    try {
      while (busy && !pending.isDone()) {
        try {
          wait();
        } catch (InterruptedException e) {
          if (waiting.remove(pending)) {
            throw e;
          }
          interrupted = true;
        }
      }
      busy |= !pending.isDone();
      return pending.isDone();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private synchronized void leave() {
    busy = false;
    notifyAll();
  }

  private void writeAll(PendingAppend own) throws InterruptedException {
    List<PendingAppend> batch = new ArrayList<>();
    try (LedgerLock lock = file.lock()) {
      drainTo(batch);
      writer.append(batch);
      if (isIdle()) {
        writer.keepState();
      }
    } catch (FileLockInterruptionException e) {
      withdraw(own);
      Thread.interrupted();
      throw new InterruptedException();
    } catch (IOException e) {
      abandon(own, batch, file.unwritable(e));
    } catch (RuntimeException e) {
      abandon(own, batch, e);
    }
  }

  private synchronized void drainTo(List<PendingAppend> batch) {
    batch.addAll(waiting);
    waiting.clear();
  }

  private synchronized boolean isIdle() {
    return waiting.isEmpty();
  }

  private synchronized boolean withdraw(PendingAppend pending) {
    return waiting.remove(pending);
  }

  private void abandon(PendingAppend own, List<PendingAppend> batch, RuntimeException why) {
    if (withdraw(own)) {
      batch.add(own);
    }
    batch.stream().filter(pending -> !pending.isDone()).forEach(pending -> pending.fail(why));
  }

  /** Something to do with a ledger that nobody else writes meanwhile. */
  @FunctionalInterface
  interface Exclusive<T> {

    T run() throws IOException;
  }

  /** Keeps every writer away while something is done. */
  <T> T exclusively(Exclusive<T> action) throws IOException {
    enter();
    try (LedgerLock lock = file.lock()) {
      return action.run();
    } finally {
      leave();
    }
  }

  private synchronized void enter() {
    boolean interrupted = false;
    while (busy) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    busy = true;
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
