package dev.loopgen.mcp;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/** The calls of tools that have not ended, by session and request. Thread-safe. */
final class Calls {

  /** More than an agent has at once; each takes a thread. */
  static final int MOST = 32;

  private final Map<Key, Call> open = new ConcurrentHashMap<>();
  private final Semaphore free = new Semaphore(MOST);

  /** A request, whose id is a string or a number: 1 and "1" are two. */
  private record Key(String session, boolean number, String id) {

    static Key of(String session, Object id) {
      return new Key(session, id instanceof Number, String.valueOf(id));
    }
  }

  /**
   * Begins a call.
   *
   * @return the call; empty if there are too many, or one with this id
   */
  Optional<Call> begin(String session, Object id) {
    if (!free.tryAcquire()) {
      return Optional.empty();
    }
    Key key = Key.of(session, id);
    AtomicBoolean forgotten = new AtomicBoolean();
    Call call =
        new Call(
            () -> {
              if (forgotten.compareAndSet(false, true)) {
                open.remove(key);
                free.release();
              }
            });
    if (open.putIfAbsent(key, call) != null) {
      free.release();
      return Optional.empty();
    }
    return Optional.of(call);
  }

  /** Cancels a call, if it has not ended. */
  void cancel(String session, Object id) {
    Call call = open.get(Key.of(session, id));
    if (call != null) {
      call.cancel();
    }
  }

  /** Cancels the calls of a session. */
  void cancelAll(String session) {
    open.forEach(
        (key, call) -> {
          if (key.session.equals(session)) {
            call.cancel();
          }
        });
  }

  /** Cancels every call. */
  void cancelAll() {
    open.values().forEach(Call::cancel);
  }
}
