package dev.loopgen.core.internal.concurrent;

import java.util.Collection;

/** Sees to it that threads are gone that were told to end. */
public final class ThreadTermination {

  /** How long each of them may take to notice. */
  private static final long END_MILLIS = 10_000;

  private ThreadTermination() {}

  /** Waits for threads to be gone, without losing an interrupt that came before or comes. */
  public static void awaitTermination(Collection<Thread> threads) {
    boolean interrupted = Thread.interrupted();
    try {
      for (Thread thread : threads) {
        thread.join(END_MILLIS);
      }
    } catch (InterruptedException again) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
