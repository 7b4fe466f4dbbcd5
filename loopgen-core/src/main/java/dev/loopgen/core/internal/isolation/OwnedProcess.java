package dev.loopgen.core.internal.isolation;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Starts a process from a platform thread that lives until the process has ended. Bubblewrap has
 * its sandbox killed when the <em>thread</em> that started it ends, and a caller's thread may end
 * at any time: a thread of a pool, or the carrier of a virtual one.
 */
public final class OwnedProcess {

  private OwnedProcess() {}

  /**
   * Starts a process.
   *
   * @throws IOException if it cannot be started
   */
  public static Process start(ProcessBuilder builder) throws IOException {
    CompletableFuture<Process> started = new CompletableFuture<>();
    Thread owner = new Thread(() -> own(builder, started), "loopgen-sandbox");
    owner.setDaemon(true);
    owner.start();
    return await(started);
  }

  private static void own(ProcessBuilder builder, CompletableFuture<Process> started) {
    Process process;
    try {
      process = builder.start();
    } catch (IOException | RuntimeException e) {
      started.completeExceptionally(e);
      return;
    }
    started.complete(process);
    while (process.isAlive()) {
      try {
        process.waitFor();
      } catch (InterruptedException nobodyElseKnowsThisThread) {
        Thread.interrupted();
      }
    }
  }

  /** Waits even if the thread is interrupted, so that no started process is lost. */
  private static Process await(CompletableFuture<Process> started) throws IOException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return started.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw new IOException(e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
