package dev.loopgen.core.internal.ledger.append;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.core.internal.ledger.JsonlAuditLedger;
import dev.loopgen.core.internal.ledger.file.LedgerFile;
import dev.loopgen.testkit.LedgerFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Threads that append all the time, so that somebody always waits. */
final class AppendQueueTest {

  private static final int THREADS = 8;

  @TempDir private Path directory;
  private Path file;
  private JsonlAuditLedger ledger;
  private final List<Thread> threads = new ArrayList<>();
  private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private volatile String phase = "before";
  private volatile boolean stopped;

  @BeforeEach
  void open() {
    file = directory.resolve(".loopgen").resolve("audit.jsonl");
    ledger = JsonlAuditLedger.at(file);
    for (int i = 0; i < THREADS; i++) {
      int number = i;
      threads.add(new Thread(() -> appendAllTheTime(number)));
    }
  }

  private void appendAllTheTime(int number) {
    try {
      for (int n = 0; !stopped; n++) {
        String id = phase + "-" + number + "-" + n;
        ledger.append(LedgerFacts.passing(id));
        acknowledged.add(id);
      }
    } catch (InterruptedException | RuntimeException e) {
      failures.add(e);
    }
  }

  @AfterEach
  void stop() throws InterruptedException {
    stopped = true;
    for (Thread thread : threads) {
      thread.join();
    }
  }

  @Test
  void append_fileReplacedBetweenBatches_continuesTheOneThatIsThere() throws Exception {
    threads.forEach(Thread::start);
    awaitAppends("before", 50);
    for (int n = 0; n < 5; n++) {
      replaceByACopy();
      phase = "after-" + n;
      awaitAppends(phase, 50);
    }
    stop();

    assertThat(failures).isEmpty();
    assertThat(ledger.verify()).isInstanceOf(ChainStatus.Intact.class);
    assertThat(ids()).doesNotHaveDuplicates().containsAll(acknowledgedIn("after-4"));
    assertThat(acknowledgedIn("after-4")).hasSizeGreaterThanOrEqualTo(50);
  }

  /** Puts another file of the same lines in the ledger's place, as git does: without a lock. */
  private void replaceByACopy() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int end = bytes.length;
    while (bytes[end - 1] != '\n') {
      end--;
    }
    Path copy = Files.write(directory.resolve("copy"), Arrays.copyOf(bytes, end));
    Files.move(copy, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  void exclusively_whileOthersAppend_getsItsTurnAlone() throws Exception {
    threads.forEach(Thread::start);
    awaitAppends("before", 50);

    for (int n = 0; n < 20; n++) {
      boolean grew =
          AppendQueue.of(new LedgerFile(file))
              .exclusively(
                  () -> {
                    byte[] start = Files.readAllBytes(file);
                    Thread.yield();
                    return !Arrays.equals(start, Files.readAllBytes(file));
                  });
      assertThat(grew).isFalse();
    }
    stop();

    assertThat(failures).isEmpty();
    assertThat(ids()).containsExactlyInAnyOrderElementsOf(acknowledged);
    assertThat(ledger.verify()).isInstanceOf(ChainStatus.Intact.class);
  }

  private void awaitAppends(String which, int count) throws InterruptedException {
    while (failures.isEmpty() && acknowledgedIn(which).size() < count) {
      Thread.sleep(1);
    }
  }

  private List<String> acknowledgedIn(String which) {
    return acknowledged.stream().filter(id -> id.startsWith(which)).toList();
  }

  private List<String> ids() {
    try (Stream<String> ids = ledger.entries().flatMap(entry -> entry.entryId().stream())) {
      return ids.toList();
    }
  }
}
