package dev.loopgen.ledger.jdbc;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides whether to try again after a failure, with growing pauses and a limit of time. */
final class Retry {

  private static final Logger LOG = LoggerFactory.getLogger(Retry.class);
  private static final long FIRST_PAUSE = Duration.ofMillis(10).toNanos();
  private static final long LONGEST_PAUSE = Duration.ofSeconds(1).toNanos();

  private final long end;
  private long pause = FIRST_PAUSE;

  Retry(Duration patience) {
    this.end = System.nanoTime() + patience.toNanos();
  }

  /** Pauses if another try may help; returns at once if not, or if interrupted. */
  boolean mayGoOn(SqlFailure failure) {
    long left = end - System.nanoTime();
    if (!failure.mayPass() || left <= 0 || Thread.currentThread().isInterrupted()) {
      return false;
    }
    LOG.debug("trying again after a failure of the database", failure);
    LockSupport.parkNanos(this, Math.min(pause, left));
    pause = Math.min(2 * pause, LONGEST_PAUSE);
    return true;
  }
}
