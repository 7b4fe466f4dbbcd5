package dev.loopgen.core.internal.concurrent;

import dev.loopgen.api.LoopgenException;

/**
 * Tells a failure from an interrupt. Reading under an interrupt fails like reading a damaged file:
 * channels are closed and walks give up, with the thread still marked as interrupted.
 */
public final class Interrupts {

  private Interrupts() {}

  /**
   * Returns a failure for the caller to throw, unless the thread is interrupted.
   *
   * @throws InterruptedException if the thread is interrupted, which explains the failure; the mark
   *     is taken from the thread
   */
  public static <E extends LoopgenException> E unlessInterrupted(E failure)
      throws InterruptedException {
    if (Thread.interrupted()) {
      InterruptedException interrupt = new InterruptedException();
      interrupt.initCause(failure);
      throw interrupt;
    }
    return failure;
  }
}
