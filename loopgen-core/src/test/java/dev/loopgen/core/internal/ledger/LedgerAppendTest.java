package dev.loopgen.core.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.LedgerException;
import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.api.ledger.EntryGraph;
import dev.loopgen.api.ledger.TreeHead;
import dev.loopgen.core.internal.ledger.append.AppendQueue;
import dev.loopgen.core.internal.ledger.file.LedgerFile;
import dev.loopgen.testkit.LedgerFacts;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
final class LedgerAppendTest {

  @TempDir private Path directory;
  private Path file;
  private Path state;
  private JsonlAuditLedger ledger;

  @BeforeEach
  void open() {
    file = directory.resolve(".loopgen").resolve("audit.jsonl");
    state = file.resolveSibling("audit.jsonl.state");
    ledger = JsonlAuditLedger.at(file);
  }

  @Test
  void append_twoBranchesMerged_joinsTheirHeads() throws Exception {
    append("base");
    List<String> ours = branch("ours-1", "ours-2");
    List<String> theirs = branch("theirs-1");
    Files.write(file, Stream.concat(ours.stream(), theirs.stream().skip(1)).toList());
    ChainStatus merged = ledger.verify();
    List<Sha256> heads = merged.heads().stream().map(TreeHead::entry).toList();

    AuditEntry joined = append("joined");

    assertThat(merged).isInstanceOf(ChainStatus.Forked.class);
    assertThat(heads).hasSize(2);
    assertThat(joined.parents()).isEqualTo(heads);
    assertThat(ledger.verify())
        .isInstanceOfSatisfying(
            ChainStatus.Forked.class, status -> assertThat(status.heads()).hasSize(1));
    assertThat(ledger.heads()).isEqualTo(ledger.verify().heads());
    assertThat(append("after").parents()).hasSize(1);
    assertThat(ledger.heads()).isEqualTo(ledger.verify().heads());
  }

  /** Appends to what is there, returns the lines, and goes back to what was there. */
  private List<String> branch(String... ids) throws Exception {
    byte[] before = Files.readAllBytes(file);
    for (String id : ids) {
      append(id);
    }
    List<String> lines = Files.readAllLines(file);
    Files.write(file, before);
    return lines;
  }

  @Test
  void append_ledgerReplacedMeanwhile_continuesWhatIsThere() throws Exception {
    append("a");
    byte[] one = Files.readAllBytes(file);
    append("b");
    Files.write(file, one);

    AuditEntry next = append("c");

    assertThat(next.parents()).isEqualTo(List.of(hashOf("a")));
    assertThat(ledger.verify()).isInstanceOf(ChainStatus.Intact.class);
  }

  @Test
  void append_stateLostStaleForgedOrTorn_makesTheSameLedger() throws Exception {
    append("a");
    String stale = Files.readString(state);
    append("b");
    String fresh = Files.readString(state);
    String forged = fresh.replaceFirst("\"entry\":\"[0-9a-f]{8}", "\"entry\":\"00000000");
    int number = 0;
    for (String content :
        List.of(stale, forged, fresh.substring(0, fresh.length() / 2), "", "[]", "nonsense")) {
      Files.writeString(state, content);

      append("run-" + number++);

      assertThat(JsonlAuditLedger.at(file).verify()).isInstanceOf(ChainStatus.Intact.class);
    }
    Files.delete(state);
    append("last");
    assertThat(ledger.heads()).isEqualTo(ledger.verify().heads());
    assertThat(EntryGraph.of(ledger).size()).isEqualTo(number + 3);
  }

  @Test
  void append_stateThatIsASymbolicLink_isNotFollowed() throws Exception {
    append("a");
    Path elsewhere = Files.writeString(directory.resolve("elsewhere"), "mine");
    Files.delete(state);
    Files.createSymbolicLink(state, elsewhere);

    append("b");

    assertThat(elsewhere).hasContent("mine");
    assertThat(ledger.verify()).isInstanceOf(ChainStatus.Intact.class);
  }

  @Test
  void append_damagedLedger_isRefusedAndLeftAsItIs() throws Exception {
    append("a");
    append("b");
    String edited = Files.readString(file).replaceFirst("\"durationMs\":12", "\"durationMs\":123");
    Files.writeString(file, edited);
    Files.delete(state);

    assertThatThrownBy(() -> JsonlAuditLedger.at(file).append(LedgerFacts.passing("c")))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("Entry 0 (line 1) was edited");
    assertThat(file).hasContent(edited);
  }

  @Test
  void append_linkInPlaceOfTheLedgerOrItsDirectory_isRefused() throws Exception {
    Path elsewhere = Files.writeString(directory.resolve("elsewhere"), "");
    Files.createDirectories(file.getParent());
    Files.createSymbolicLink(file, elsewhere);

    assertThatThrownBy(() -> append("a"))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("symbolic link");
    assertThat(ledger.verify()).isEqualTo(new ChainStatus.SymbolicLink(file));
    assertThat(elsewhere).isEmptyFile();

    Path project = Files.createDirectory(directory.resolve("project"));
    Files.createSymbolicLink(
        project.resolve(".loopgen"), Files.createDirectory(directory.resolve("d")));
    JsonlAuditLedger linked = JsonlAuditLedger.at(project.resolve(".loopgen/audit.jsonl"));
    assertThat(linked.verify())
        .isEqualTo(new ChainStatus.SymbolicLink(project.resolve(".loopgen")));
    assertThatThrownBy(() -> linked.append(LedgerFacts.passing("a")))
        .isInstanceOf(LedgerException.class);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void append_pipeInPlaceOfTheLockOrTheState_doesNotWaitForItsOtherEnd() throws Exception {
    append("a");
    Files.delete(state);
    assertThat(new ProcessBuilder("mkfifo", state.toString()).start().waitFor()).isZero();
    append("b");
    assertThat(ledger.verify().isIntact()).isTrue();

    Path lock = file.resolveSibling("audit.jsonl.lock");
    Files.delete(lock);
    assertThat(new ProcessBuilder("mkfifo", lock.toString()).start().waitFor()).isZero();
    assertThatThrownBy(() -> append("c"))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("audit.jsonl.lock is not a regular file; remove it");
  }

  @Test
  void append_lockFileLeftBehind_locksNothing() throws Exception {
    Files.createDirectories(file.getParent());
    Files.writeString(file.resolveSibling("audit.jsonl.lock"), "4711");

    append("a");

    assertThat(ledger.verify()).isInstanceOf(ChainStatus.Intact.class);
  }

  @Test
  void append_interruptedWhileAnotherHoldsTheLock_appendsNothing() throws Exception {
    Files.createDirectories(file.getParent());
    CountDownLatch locked = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    AtomicReference<Throwable> outcome = new AtomicReference<>();
    Thread holder =
        new Thread(
            () -> {
              try {
                AppendQueue.of(new LedgerFile(file))
                    .exclusively(
                        () -> {
                          locked.countDown();
                          return await(release);
                        });
              } catch (IOException e) {
                outcome.set(e);
              }
            });
    holder.start();
    locked.await();
    Thread writer = new Thread(() -> outcome.set(caught("late")));
    writer.start();

    writer.interrupt();
    writer.join(TimeUnit.SECONDS.toMillis(20));
    release.countDown();
    holder.join();

    assertThat(outcome.get()).isInstanceOf(InterruptedException.class);
    append("a");
    assertThat(ids()).containsExactly("a");
  }

  @Test
  void append_interruptedThreads_loseNothingOfTheOthers() throws Exception {
    List<Thread> threads = new ArrayList<>();
    List<String> acknowledged = Collections.synchronizedList(new ArrayList<>());
    for (int i = 0; i < 8; i++) {
      String name = "thread-" + i;
      threads.add(
          new Thread(
              () -> {
                for (int n = 0; n < 25; n++) {
                  String id = name + "-" + n;
                  if (caught(id) == null) {
                    acknowledged.add(id);
                  }
                  Thread.interrupted();
                }
              }));
    }
    threads.forEach(Thread::start);
    while (threads.stream().anyMatch(Thread::isAlive)) {
      threads.get((int) (System.nanoTime() % threads.size())).interrupt();
      Thread.sleep(1);
    }

    assertThat(ids()).containsExactlyInAnyOrderElementsOf(acknowledged);
    assertThat(ledger.verify().isIntact()).isTrue();
  }

  @Test
  void verify_whileOthersAppend_isNeverDamage() throws Exception {
    append("first");
    Thread writer =
        new Thread(
            () -> {
              for (int n = 0; n < 200; n++) {
                caught("run-" + n);
              }
            });
    writer.start();
    while (writer.isAlive()) {
      assertThat(ledger.verify()).isInstanceOf(ChainStatus.Intact.class);
      assertThat(ledger.entries().count()).isPositive();
    }
  }

  @Test
  void append_tornAfterABrace_isStillTorn() throws Exception {
    append("a");
    byte[] whole = Files.readAllBytes(file);
    int brace = new String(whole, StandardCharsets.UTF_8).indexOf('}');
    append("b");
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(whole.length + brace + 1L);
    }
    assertThat(ledger.verify()).isInstanceOf(ChainStatus.TornTail.class);

    append("c");

    assertThat(ids()).containsExactly("a", "c");
    assertThat(ledger.verify()).isInstanceOf(ChainStatus.Intact.class);
    assertThat(file.resolveSibling("audit.jsonl.torn-1")).exists();
  }

  private AuditEntry append(String id) throws InterruptedException {
    return ledger.append(LedgerFacts.passing(id));
  }

  private Throwable caught(String id) {
    try {
      append(id);
      return null;
    } catch (InterruptedException | RuntimeException e) {
      return e;
    }
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      return false;
    }
  }

  private Sha256 hashOf(String id) {
    return ledger
        .entries()
        .filter(entry -> entry.entryId().filter(id::equals).isPresent())
        .flatMap(entry -> entry.hash().flatMap(Sha256::parse).stream())
        .findFirst()
        .orElseThrow();
  }

  private List<String> ids() {
    return ledger.entries().flatMap(entry -> entry.entryId().stream()).toList();
  }
}
