package dev.loopgen.mcp;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A call of a tool, which can be cancelled before and while it runs. Thread-safe. */
final class Call {

  private enum State {
    WAITING,
    RUNNING,
    OVER
  }

  private final Runnable forget;
  private State state = State.WAITING;
  private boolean cancelled;
  private @Nullable Thread running;

  Call(Runnable forget) {
    this.forget = forget;
  }

  /**
   * Does the work in this thread, which a cancellation interrupts.
   *
   * @return what the work returned; empty if the call was cancelled
   */
  <T> Optional<T> run(Callable<T> work) throws Exception {
    if (!enter()) {
      return Optional.empty();
    }
    try {
      T result = work.call();
      return leave() ? Optional.empty() : Optional.of(result);
    } catch (Exception e) {
      if (leave()) {
        return Optional.empty();
      }
      throw e;
    } finally {
      leave();
      forget.run();
    }
  }

  private synchronized boolean enter() {
    if (cancelled || state != State.WAITING) {
      return false;
    }
    state = State.RUNNING;
    running = Thread.currentThread();
    return true;
  }

  /** Ends the time in which a cancellation interrupts the thread, and takes its interrupt back. */
  private synchronized boolean leave() {
    state = State.OVER;
    running = null;
    if (cancelled) {
      Thread.interrupted();
    }
    return cancelled;
  }

  synchronized void cancel() {
    cancelled = true;
    if (running != null) {
      running.interrupt();
    }
  }

  /** Forgets a call that never reached a tool. */
  void endUnlessRunning() {
    synchronized (this) {
      if (state == State.RUNNING) {
        return;
      }
      state = State.OVER;
    }
    forget.run();
  }
}
