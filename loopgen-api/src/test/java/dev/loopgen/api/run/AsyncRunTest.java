package dev.loopgen.api.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.LedgerException;
import dev.loopgen.api.attest.AttestationOutcome;
import dev.loopgen.api.fixture.SampleTrees;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.spec.LoopSpec;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.api.verify.VerificationResult;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class AsyncRunTest {

  private static final RunRequest REQUEST = RunRequest.of("check");
  private static final TreeSnapshot TREE = SampleTrees.snapshot(Map.of());
  private static final RunResult RESULT =
      new RunResult(
          LoopSpec.builder("check").command("make").build(),
          new VerificationResult(List.of()),
          TREE,
          TREE,
          List.of(),
          List.of(),
          List.of(),
          Json.object().build(),
          null,
          null,
          new AttestationOutcome.NotRequested(),
          null,
          null);

  private final ExecutorService executor = Executors.newSingleThreadExecutor();
  private final CountDownLatch started = new CountDownLatch(1);
  private final CountDownLatch interrupted = new CountDownLatch(1);

  @AfterEach
  void stop() throws InterruptedException {
    executor.shutdownNow();
    assertThat(executor.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
  }

  @Test
  void runAsync_verdict_isThatOfTheRun() throws Exception {
    LoopRunner runner = request -> RESULT;

    assertThat(runner.runAsync(REQUEST, executor).get()).isSameAs(RESULT);
  }

  @Test
  void runAsync_exceptionOfTheRun_isTheFuturesCause() {
    LedgerException failure = new LedgerException("No.");
    LoopRunner runner =
        request -> {
          throw failure;
        };

    assertThatThrownBy(() -> runner.runAsync(REQUEST, executor).get())
        .isInstanceOf(ExecutionException.class)
        .hasCause(failure);
  }

  @Test
  void cancel_whileItRuns_interruptsTheRunAndNothingElse() throws Exception {
    CompletableFuture<RunResult> future = blocking().runAsync(REQUEST, executor);
    started.await();

    assertThat(future.cancel(false)).isTrue();

    interrupted.await();
    assertThat(future).isCancelled();
    assertThatThrownBy(future::get).isInstanceOf(CancellationException.class);
    assertThat(executor.submit(Thread::interrupted).get()).isFalse();
  }

  @Test
  void cancel_beforeItRuns_runsNothing() throws Exception {
    CountDownLatch free = new CountDownLatch(1);
    executor.submit(
        () -> {
          free.await();
          return null;
        });
    CompletableFuture<RunResult> future = blocking().runAsync(REQUEST, executor);

    future.cancel(true);
    free.countDown();

    executor.submit(() -> {}).get();
    assertThat(started.getCount()).isEqualTo(1);
  }

  @Test
  void cancel_afterTheVerdict_changesNothing() throws Exception {
    LoopRunner runner = request -> RESULT;
    CompletableFuture<RunResult> future = runner.runAsync(REQUEST, executor);
    future.get();

    assertThat(future.cancel(true)).isFalse();
    assertThat(future.get()).isSameAs(RESULT);
  }

  @Test
  void cancel_ofADependentStage_leavesTheRunAlone() throws Exception {
    CountDownLatch free = new CountDownLatch(1);
    LoopRunner runner =
        request -> {
          started.countDown();
          free.await();
          return RESULT;
        };
    CompletableFuture<RunResult> future = runner.runAsync(REQUEST, executor);
    started.await();

    future.thenApply(RunResult::passed).cancel(true);
    free.countDown();

    assertThat(future.get()).isSameAs(RESULT);
  }

  @Test
  void runAsync_interruptedExecutor_isAFailureAndKeepsTheInterrupt() throws Exception {
    CompletableFuture<RunResult> future = blocking().runAsync(REQUEST, executor);
    started.await();

    executor.shutdownNow();

    assertThatThrownBy(future::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(InterruptedException.class);
  }

  @Test
  void runAsync_executorThatTakesNothing_throws() {
    executor.shutdown();

    assertThatThrownBy(() -> blocking().runAsync(REQUEST, executor))
        .isInstanceOf(RejectedExecutionException.class);
  }

  private LoopRunner blocking() {
    return request -> {
      started.countDown();
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        interrupted.countDown();
        throw e;
      }
      throw new AssertionError("the run ended by itself");
    };
  }
}
