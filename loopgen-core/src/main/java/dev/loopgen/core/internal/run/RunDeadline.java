package dev.loopgen.core.internal.run;

import dev.loopgen.api.RunCancelledException;
import dev.loopgen.api.run.Cancellation;
import dev.loopgen.api.run.RunRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Turns a cancellation or a deadline into an interrupt of the running thread, and back. */
final class RunDeadline implements AutoCloseable {

  private static final Duration FAR = Duration.ofDays(10_000);

  private final Thread runner = Thread.currentThread();
  private final List<AutoCloseable> open = new ArrayList<>();
  private volatile Optional<RunCancelledException.Reason> reason = Optional.empty();
  private boolean closed;

  private RunDeadline() {}

  static RunDeadline watch(RunRequest request, Clock clock) {
    RunDeadline deadline = new RunDeadline();
    request.cancellation().ifPresent(deadline::watch);
    request.deadline().ifPresent(instant -> deadline.watch(instant, clock));
    return deadline;
  }

  private void watch(Cancellation cancellation) {
    open.add(cancellation.onCancel(() -> stop(RunCancelledException.Reason.CANCELLED)));
  }

  private void watch(Instant instant, Clock clock) {
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "loopgen-deadline");
              thread.setDaemon(true);
              return thread;
            });
    open.add(timer::shutdownNow);
    Duration left = Duration.between(clock.instant(), instant);
    long millis = (left.compareTo(FAR) < 0 ? left : FAR).toMillis();
    timer.schedule(
        () -> stop(RunCancelledException.Reason.DEADLINE), millis, TimeUnit.MILLISECONDS);
  }

  private synchronized void stop(RunCancelledException.Reason why) {
    if (reason.isEmpty() && !closed) {
      reason = Optional.of(why);
      runner.interrupt();
    }
  }

  /** Distinguishes an interrupt by this handle from any other. */
  InterruptedException explain(InterruptedException e) {
    reason.ifPresent(
        why -> {
          String end =
              why == RunCancelledException.Reason.CANCELLED
                  ? "The run was cancelled."
                  : "The run exceeded its deadline.";
          throw new RunCancelledException(why, end + " It left no ledger entry.", e);
        });
    return e;
  }

  @Override
  public void close() {
    for (AutoCloseable handle : open) {
      try {
        handle.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
    synchronized (this) {
      closed = true;
      if (reason.isPresent()) {
        Thread.interrupted();
      }
    }
  }
}
