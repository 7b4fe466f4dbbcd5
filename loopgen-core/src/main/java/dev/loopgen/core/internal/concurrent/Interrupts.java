package dev.loopgen.core.internal.concurrent;

import dev.loopgen.api.LoopgenException;

/**
 * Restores interrupts and distinguishes failures from them. Reading on an interrupted thread fails
 * as if the file were damaged: channels are closed and tree walks give up, and the interrupt status
 * stays set.
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

  /** Sets the interrupt status of this thread again, if it was cleared while it was set. */
  public static void restore(boolean interrupted) {
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
