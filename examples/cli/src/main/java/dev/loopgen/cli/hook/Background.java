package dev.loopgen.cli.hook;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/** Work on a thread that does not keep this process alive. */
final class Background {

  private Background() {}

  /** Starts the work. The result fails with whatever the work throws, an error included. */
  static <T> CompletableFuture<T> start(Callable<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                result.complete(work.call());
              } catch (Exception | Error e) {
                result.completeExceptionally(e);
              }
            },
            "loopgen-hook");
    thread.setDaemon(true);
    thread.start();
    return result;
  }
}
