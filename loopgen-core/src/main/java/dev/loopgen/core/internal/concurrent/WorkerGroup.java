package dev.loopgen.core.internal.concurrent;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs work on several threads that end with it. */
public final class WorkerGroup {

  /** Work that all threads share. */
  @FunctionalInterface
  public interface Work {

    void take() throws IOException;
  }

  private WorkerGroup() {}

  /**
   * Runs the work on all threads and waits until they have ended.
   *
   * @param stop makes the threads give up
   * @throws ClosedByInterruptException if the calling thread is interrupted, as if it read alone
   * @throws IOException if a thread failed
   */
  public static void run(int threads, Work work, Runnable stop) throws IOException {
    List<Thread> members = new ArrayList<>();
    ExecutorService pool =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread member = thread(task);
              members.add(member);
              return member;
            });
    try {
      List<Future<?>> parts = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        parts.add(pool.submit(() -> part(work, stop)));
      }
      for (Future<?> part : parts) {
        part.get();
      }
      if (Thread.currentThread().isInterrupted()) {
        throw new ClosedByInterruptException();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClosedByInterruptException();
    } catch (ExecutionException e) {
      throw failure(e);
    } finally {
      stop.run();
      pool.shutdownNow();
      ThreadTermination.awaitTermination(members);
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "loopgen-ledger");
    thread.setDaemon(true);
    return thread;
  }

  private static Void part(Work work, Runnable stop) throws IOException {
    boolean done = false;
    try {
      work.take();
      done = true;
    } finally {
      if (!done) {
        stop.run();
      }
    }
    return null;
  }

  private static IOException failure(ExecutionException e) {
    Throwable cause = e.getCause();
    if (cause instanceof IOException io) {
      return io;
    }
    if (cause instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    throw new IllegalStateException(cause);
  }
}
