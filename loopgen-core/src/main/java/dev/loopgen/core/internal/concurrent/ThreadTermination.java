package dev.loopgen.core.internal.concurrent;

import java.util.Collection;

/** Waits for stopped threads to terminate. */
public final class ThreadTermination {

  /** How long to wait for each thread. */
  private static final long END_MILLIS = 10_000;

  private ThreadTermination() {}

  /** Waits for threads to terminate, for a limited time; keeps the caller's interrupt status. */
  public static void awaitTermination(Collection<Thread> threads) {
    boolean interrupted = Thread.interrupted();
    try {
      for (Thread thread : threads) {
        thread.join(END_MILLIS);
      }
    } catch (InterruptedException again) {
      interrupted = true;
    }
    Interrupts.restore(interrupted);
  }
}
