package dev.loopgen.api.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
final class CancellationTest {

  private final Cancellation cancellation = new Cancellation();
  private final List<String> ran = new ArrayList<>();

  @Test
  void isCancelled_newHandle_isFalse() {
    cancellation.onCancel(() -> ran.add("a"));

    assertThat(cancellation.isCancelled()).isFalse();
    assertThat(ran).isEmpty();
  }

  @Test
  void cancel_registeredActions_runOnce() {
    cancellation.onCancel(() -> ran.add("a"));
    cancellation.onCancel(() -> ran.add("b"));

    cancellation.cancel();
    cancellation.cancel();

    assertThat(cancellation.isCancelled()).isTrue();
    assertThat(ran).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void onCancel_cancelledHandle_runsAtOnce() {
    cancellation.cancel();

    cancellation.onCancel(() -> ran.add("late"));

    assertThat(ran).containsExactly("late");
  }

  @Test
  void close_beforeCancel_actionDoesNotRun() {
    Cancellation.Registration registration = cancellation.onCancel(() -> ran.add("a"));
    cancellation.onCancel(() -> ran.add("b"));

    registration.close();
    registration.close();
    cancellation.cancel();

    assertThat(ran).containsExactly("b");
  }

  @Test
  void close_whileAnotherActionRuns_actionDoesNotRun() {
    List<Cancellation.Registration> later = new ArrayList<>();
    cancellation.onCancel(() -> later.forEach(Cancellation.Registration::close));
    later.add(cancellation.onCancel(() -> ran.add("closed")));

    cancellation.cancel();

    assertThat(ran).isEmpty();
  }

  @Test
  void cancel_actionThatThrows_othersRunAllTheSame() {
    cancellation.onCancel(() -> ran.add("before"));
    cancellation.onCancel(
        () -> {
          throw new IllegalStateException("one");
        });
    cancellation.onCancel(
        () -> {
          throw new IllegalStateException("two");
        });
    cancellation.onCancel(() -> ran.add("after"));

    assertThatThrownBy(cancellation::cancel)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("one")
        .hasSuppressedException(new IllegalStateException("two"));
    assertThat(ran).containsExactlyInAnyOrder("before", "after");
    assertThat(cancellation.isCancelled()).isTrue();
  }

  @Test
  void onCancel_whileAnotherThreadCancels_runsExactlyOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      for (int i = 0; i < 500; i++) {
        Cancellation raced = new Cancellation();
        AtomicInteger runs = new AtomicInteger();
        CountDownLatch start = new CountDownLatch(2);
        Future<?> canceller = threads.submit(() -> meet(start, raced::cancel));
        Future<?> registrar =
            threads.submit(() -> meet(start, () -> raced.onCancel(runs::incrementAndGet)));
        canceller.get();
        registrar.get();

        assertThat(runs).hasValue(1);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static void meet(CountDownLatch start, Runnable action) {
    start.countDown();
    while (start.getCount() > 0) {
      Thread.onSpinWait();
    }
    action.run();
  }
}
