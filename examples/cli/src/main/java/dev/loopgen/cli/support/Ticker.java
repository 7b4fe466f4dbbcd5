package dev.loopgen.cli.support;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Does something again and again on a thread of its own, until it is stopped. Thread-safe. */
final class Ticker {

  private final Duration interval;
  private @Nullable ScheduledExecutorService thread;

  Ticker(Duration interval) {
    this.interval = interval;
  }

  /** Starts, unless it has been started. */
  synchronized void start(Runnable tick) {
    if (thread == null) {
      thread =
          Executors.newSingleThreadScheduledExecutor(
              task -> {
                Thread made = new Thread(task, "loopgen-status");
                made.setDaemon(true);
                return made;
              });
      thread.scheduleAtFixedRate(
          tick, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** Stops. A tick that has begun may still end. */
  synchronized void stop() {
    if (thread != null) {
      thread.shutdownNow();
      thread = null;
    }
  }
}
