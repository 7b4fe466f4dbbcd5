package dev.loopgen.api.run;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A run in a thread of the caller's executor. Cancelling it interrupts that thread while it runs.
 */
final class AsyncRun extends CompletableFuture<RunResult> {

  private final LoopRunner runner;
  private final RunRequest request;

  /** The thread that runs, while a cancellation may interrupt it. Guarded by this. */
  private @Nullable Thread running;

  private AsyncRun(LoopRunner runner, RunRequest request) {
    this.runner = runner;
    this.request = request;
  }

  static AsyncRun start(LoopRunner runner, RunRequest request, Executor executor) {
    AsyncRun run = new AsyncRun(runner, request);
    executor.execute(run::run);
    return run;
  }

  private void run() {
    if (!enter()) {
      return;
    }
    try {
      RunResult result = runner.run(request);
      leave();
      complete(result);
    } catch (InterruptedException e) {
      if (!leave()) {
        Thread.currentThread().interrupt();
      }
      completeExceptionally(e);
    } catch (RuntimeException | Error e) {
      leave();
      completeExceptionally(e);
    }
  }

  private synchronized boolean enter() {
    running = isDone() ? null : Thread.currentThread();
    return running != null;
  }

  /**
   * Ends the time in which a cancellation interrupts the thread, and takes its interrupt back.
   *
   * @return whether the run was cancelled
   */
  private synchronized boolean leave() {
    running = null;
    if (isCancelled()) {
      Thread.interrupted();
    }
    return isCancelled();
  }

  @Override
  public synchronized boolean cancel(boolean mayInterruptIfRunning) {
    boolean cancelled = super.cancel(mayInterruptIfRunning);
    if (cancelled && running != null) {
      running.interrupt();
    }
    return cancelled;
  }

  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new CompletableFuture<>();
  }
}
