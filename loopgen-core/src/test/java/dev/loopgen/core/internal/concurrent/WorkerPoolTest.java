package dev.loopgen.core.internal.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.loopgen.api.LedgerException;
import dev.loopgen.api.RepositoryException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class WorkerPoolTest {

  static List<Throwable> thrown() {
    return List.of(
        new IOException("io"),
        new InterruptedException("stopped"),
        new RepositoryException("repository", new IOException("inner")),
        new LedgerException("ledger", new IOException("inner")),
        new IllegalArgumentException("argument"),
        new IllegalStateException("state", new IOException("inner")),
        new AssertionError("error"));
  }

  @ParameterizedTest
  @MethodSource("thrown")
  void run_whateverIsThrown_comesOutAsItIs(Throwable thrown) {
    Callable<Void> fails = () -> rethrow(thrown);

    assertThat(catchThrowable(() -> WorkerPool.run(fails))).isSameAs(thrown);
    assertThat(catchThrowable(() -> WorkerPool.run(() -> ForkJoinTask.adapt(fails).fork().join())))
        .isSameAs(thrown);
  }

  private static Void rethrow(Throwable thrown) throws Exception {
    if (thrown instanceof Error error) {
      throw error;
    }
    throw (Exception) thrown;
  }

  @Test
  void run_uncheckedIo_comesOutAsItsCause() {
    IOException cause = new IOException("io");

    assertThat(
            catchThrowable(
                () ->
                    WorkerPool.run(
                        () -> {
                          throw new UncheckedIOException(cause);
                        })))
        .isSameAs(cause);
  }

  @Test
  void run_nestsTooDeeply_isAnIoException() {
    assertThat(
            catchThrowable(
                () ->
                    WorkerPool.run(
                        () -> {
                          throw new StackOverflowError();
                        })))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("too deeply");
  }

  @Test
  void run_interrupted_throwsOnce() {
    Thread.currentThread().interrupt();

    assertThat(catchThrowable(() -> WorkerPool.run(() -> 1)))
        .isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
  }
}
