package dev.loopgen.api.run;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A handle for cancelling runs from another thread.
 *
 * <p>Cancelling kills the running command's processes as far as the platform allows; the run then
 * ends with {@link dev.loopgen.api.RunCancelledException}. A handle serves any number of runs and
 * stays cancelled. Thread-safe.
 */
public final class Cancellation {

  private final AtomicBoolean cancelled = new AtomicBoolean();
  private final List<Runnable> actions = new CopyOnWriteArrayList<>();

  /** Creates a handle that is not cancelled. */
  public Cancellation() {}

  /**
   * Cancels every run that uses this handle. Idempotent; does not wait for the runs to end. If an
   * action throws, the exception is thrown after all other actions have run.
   */
  public void cancel() {
    if (cancelled.compareAndSet(false, true)) {
      runAll();
    }
  }

  private void runAll() {
    @Nullable RuntimeException failure = null;
    for (Runnable action : actions) {
      try {
        action.run();
      } catch (RuntimeException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  /**
   * Tells whether this handle was cancelled.
   *
   * @return true once {@link #cancel()} was called
   */
  public boolean isCancelled() {
    return cancelled.get();
  }

  /**
   * Registers an action to run on cancellation; for implementers of {@link LoopRunner}.
   *
   * @param action runs once: in the cancelling thread, or immediately if already cancelled
   * @return the registration; closing it removes the action
   */
  public Registration onCancel(Runnable action) {
    AtomicBoolean ran = new AtomicBoolean();
    Runnable once =
        () -> {
          if (ran.compareAndSet(false, true)) {
            action.run();
          }
        };
    actions.add(once);
    if (isCancelled()) {
      once.run();
    }
    return () -> {
      ran.set(true);
      actions.remove(once);
    };
  }

  /** A registered action. */
  @FunctionalInterface
  public interface Registration extends AutoCloseable {

    /** Removes the action. It will not run unless it is already running. */
    @Override
    void close();
  }
}
