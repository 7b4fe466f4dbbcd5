package dev.loopgen.cli.attest;

import dev.loopgen.api.attest.LedgerPosition;
import dev.loopgen.api.ledger.AuditEntry;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Checks the bundles of entries on all processors and passes the results on in the order of the
 * entries, holding only a few at a time. Not thread-safe.
 */
final class ParallelBundleChecker implements AutoCloseable {

  private static final int AHEAD_OF_EACH = 32;

  private final BundleChecker checks;
  private final Consumer<Optional<CheckedEntry>> taker;
  private final int processors = Runtime.getRuntime().availableProcessors();
  private final ExecutorService threads =
      Executors.newFixedThreadPool(processors, ParallelBundleChecker::thread);
  private final Deque<Future<Optional<CheckedEntry>>> waiting = new ArrayDeque<>();

  ParallelBundleChecker(BundleChecker checks, Consumer<Optional<CheckedEntry>> taker) {
    this.checks = checks;
    this.taker = taker;
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "loopgen-check");
    thread.setDaemon(true);
    return thread;
  }

  void add(AuditEntry entry, LedgerPosition position) {
    waiting.add(threads.submit(() -> checks.check(entry, position)));
    if (waiting.size() >= AHEAD_OF_EACH * processors) {
      takeFirst();
    }
  }

  /** Waits until all added entries are checked. */
  void finish() {
    while (!waiting.isEmpty()) {
      takeFirst();
    }
  }

  private void takeFirst() {
    try {
      taker.accept(waiting.remove().get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalArgumentException(
          "The check was interrupted before it finished. Run it again.", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
