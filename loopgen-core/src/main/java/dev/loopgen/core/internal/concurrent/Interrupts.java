package dev.loopgen.core.internal.concurrent;

import dev.loopgen.api.LoopgenException;

/**
 * Distinguishes failures from interrupts. Reading on an interrupted thread fails as if the file
 * were damaged: channels are closed and tree walks give up, and the interrupt status stays set.
 */
public final class Interrupts {

  private Interrupts() {}

  /**
   * Returns the failure for the caller to throw, unless the thread is interrupted.
   *
   * @throws InterruptedException if the thread is interrupted, which explains the failure; the
   *     interrupt status is cleared
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
