package dev.loopgen.adapters.internal.http;

import java.time.Duration;

/** Waits before a request is sent again. */
@FunctionalInterface
public interface Sleeper {

  /** Waits in the calling thread. */
  Sleeper THREAD = duration -> Thread.sleep(duration.toMillis());

  /** Waits; throws if the thread is interrupted. */
  void sleep(Duration duration) throws InterruptedException;
}
