package dev.loopgen.core.internal.tests.replay;

import dev.loopgen.api.LoopgenException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** A run beside those of the calling thread; it ends before {@link #close} returns. */
final class SideRun<T> implements AutoCloseable {

  private final FutureTask<T> task;
  private final @Nullable Thread thread;

  private SideRun(FutureTask<T> task, @Nullable Thread thread) {
    this.task = task;
    this.thread = thread;
  }

  /** Starts it in a thread of its own. */
  static <T> SideRun<T> start(Callable<T> run) {
    FutureTask<T> task = new FutureTask<>(run);
    Thread thread = new Thread(task, "loopgen-side-run");
    thread.setDaemon(true);
    thread.start();
    return new SideRun<>(task, thread);
  }

  /** Has it run when its result is asked for, in the thread that asks. */
  static <T> SideRun<T> later(Callable<T> run) {
    return new SideRun<>(new FutureTask<>(run), null);
  }

  /**
   * Returns its result.
   *
   * @throws LoopgenException if it failed with one
   * @throws InterruptedException if this thread is interrupted, or its own was
   */
  T get() throws InterruptedException {
    if (thread == null) {
      task.run();
    }
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof InterruptedException interrupted) {
        throw interrupted;
      }
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Interrupts it if it still runs, and waits until its commands have ended. */
  @Override
  public void close() {
    if (thread == null || task.isDone() && !thread.isAlive()) {
      return;
    }
    if (!task.isDone()) {
      thread.interrupt();
    }
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
