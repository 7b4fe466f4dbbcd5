package dev.loopgen.core.internal.ledger.append;

import java.util.concurrent.locks.LockSupport;

/** The place of one thread in a queue. The thread that makes it waits, another one calls it. */
abstract sealed class QueueTicket permits PendingAppend, QueueTicket.ExclusiveTicket {

  /** The turn of a thread that does something else than append. */
  static final class ExclusiveTicket extends QueueTicket {}

  private final Thread owner = Thread.currentThread();
  private volatile boolean called;

  /** Makes it the owner's turn, who learns that when it is woken. */
  final void call() {
    called = true;
  }

  final boolean isCalled() {
    return called;
  }

  /** Lets the owner look again, unless that is the caller. */
  final void wake() {
    if (owner != Thread.currentThread()) {
      LockSupport.unpark(owner);
    }
  }

  /** Waits until something may have happened, or the owner is interrupted. */
  final void pause() {
    LockSupport.park(this);
  }
}
