package dev.loopgen.core.internal.concurrent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;

/** Runs work on one thread per processor; all threads have ended when it returns. */
public final class WorkerPool {

  private static final ForkJoinPool.ForkJoinWorkerThreadFactory DEFAULT =
      ForkJoinPool.defaultForkJoinWorkerThreadFactory;

  private WorkerPool() {}

  /**
   * Runs work that may fork further tasks.
   *
   * @throws InterruptedException if the thread is interrupted; the workers are interrupted too
   */
  public static <T> T run(Callable<T> work) throws IOException, InterruptedException {
    Queue<Thread> workers = new ConcurrentLinkedQueue<>();
    ForkJoinPool pool =
        new ForkJoinPool(
            Runtime.getRuntime().availableProcessors(),
            owner -> {
              ForkJoinWorkerThread worker = DEFAULT.newThread(owner);
              workers.add(worker);
              return worker;
            },
            null,
            false);
    try {
      return pool.submit(work).get();
    } catch (ExecutionException e) {
      throw rethrown(e);
    } finally {
      pool.shutdownNow();
      ThreadTermination.awaitTermination(workers);
    }
  }

  /** Runs work to completion even if the thread is interrupted; keeps the interrupt status. */
  public static <T> T finish(Callable<T> work) throws IOException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return run(work);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      Interrupts.restore(interrupted);
    }
  }

  private static IOException rethrown(ExecutionException e) throws InterruptedException {
    Throwable cause = thrown(e);
    if (cause instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (cause instanceof InterruptedException stopped) {
      throw stopped;
    }
    if (cause instanceof IOException io) {
      return io;
    }
    if (cause instanceof StackOverflowError) {
      return new IOException("its directories are nested too deeply", cause);
    }
    if (cause instanceof Error error) {
      throw error;
    }
    throw new IllegalStateException(cause);
  }

  /** Unwraps an exception: fork-join tasks wrap checked ones and copy those of other threads. */
  private static Throwable thrown(Throwable outer) {
    Throwable cause = outer.getCause();
    boolean packed =
        outer instanceof ExecutionException
            || outer instanceof UncheckedIOException
            || outer.getClass() == RuntimeException.class
            || (cause != null && outer.getClass() == cause.getClass());
    return packed && cause != null ? thrown(cause) : outer;
  }
}
