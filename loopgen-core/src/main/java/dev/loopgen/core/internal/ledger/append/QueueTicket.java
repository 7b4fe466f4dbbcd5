package dev.loopgen.core.internal.ledger.append;

import java.util.concurrent.locks.LockSupport;

/** The place of one thread in the append queue. Its owner waits until another thread calls it. */
public abstract sealed class QueueTicket permits PendingAppend, QueueTicket.ExclusiveTicket {

  /** The ticket of a thread that does something other than append. */
  static final class ExclusiveTicket extends QueueTicket {}

  private final Thread owner = Thread.currentThread();
  private volatile boolean called;

  QueueTicket() {}

  /** Makes the owner the next writer; the owner notices when it wakes up. */
  final void call() {
    called = true;
  }

  final boolean isCalled() {
    return called;
  }

  /** Wakes the owner, unless it is the caller. */
  final void wake() {
    if (owner != Thread.currentThread()) {
      LockSupport.unpark(owner);
    }
  }

  /** Waits until the owner is woken or interrupted; may return spuriously. */
  final void pause() {
    LockSupport.park(this);
  }
}
