package dev.loopgen.core;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Stops the run of a thread when the process ends, as by Ctrl-C: the thread is interrupted, and the
 * end of the process waits for it, so that the run kills its commands and writes what it can. For
 * applications that run loops; a library in somebody else's process leaves its shutdown alone.
 *
 * <pre>{@code
 * try (StopAtShutdown stop = StopAtShutdown.ofThisThread(Duration.ofSeconds(3))) {
 *   return runner.run(request);
 * }
 * }</pre>
 */
public final class StopAtShutdown implements AutoCloseable {

  private final Thread hook;
  private final CountDownLatch ended = new CountDownLatch(1);

  private StopAtShutdown(Thread running, Duration grace) {
    this.hook = new Thread(() -> stop(running, grace), "loopgen-shutdown");
  }

  /**
   * Starts to watch over the calling thread.
   *
   * @param grace how long the end of the process waits for the thread at most
   * @return what to close when the run has ended
   * @throws IllegalStateException if the process is already ending
   */
  public static StopAtShutdown ofThisThread(Duration grace) {
    Objects.requireNonNull(grace, "grace");
    StopAtShutdown stop = new StopAtShutdown(Thread.currentThread(), grace);
    Runtime.getRuntime().addShutdownHook(stop.hook);
    return stop;
  }

  private void stop(Thread running, Duration grace) {
    running.interrupt();
    try {
      ended.await(grace.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets the process end without waiting. While it ends already, the thread stays interrupted. */
  @Override
  public void close() {
    ended.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException alreadyShuttingDown) {
      Thread.currentThread().interrupt();
    }
  }
}
