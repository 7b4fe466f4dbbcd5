package dev.loopgen.core.internal.exec;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls a listener in a separate thread, one call at a time, so that a slow listener cannot delay a
 * time limit. Not thread-safe.
 */
final class ListenerThread {

  private static final Logger LOG = LoggerFactory.getLogger(ListenerThread.class);

  /** The most waiting calls; beyond that no more output is read. */
  private static final int ROOM = 32;

  private final BlockingQueue<Runnable> calls = new LinkedBlockingQueue<>();
  private final Thread thread = new Thread(this::work, "loopgen-listener");
  private volatile boolean abandoned;
  private boolean ended;

  private ListenerThread() {}

  static ListenerThread start() {
    ListenerThread listening = new ListenerThread();
    listening.thread.setDaemon(true);
    listening.thread.start();
    return listening;
  }

  void call(Runnable call) {
    calls.add(call);
  }

  /** Tells whether the listener keeps up. */
  boolean hasRoom() {
    return calls.size() < ROOM;
  }

  /** Waits until every call was made, or abandons the listener at the time limit. */
  void finish(long limitNanos) throws InterruptedException {
    calls.add(() -> ended = true);
    try {
      TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1, limitNanos));
    } finally {
      if (thread.isAlive()) {
        abandoned = true;
        thread.interrupt();
        LOG.warn("a listener did not return in time and is no longer called");
      }
    }
  }

  private void work() {
    while (!ended && !abandoned) {
      try {
        calls.take().run();
      } catch (InterruptedException leftByTheListener) {
        LOG.debug("a listener interrupted its thread", leftByTheListener);
      }
    }
  }
}
