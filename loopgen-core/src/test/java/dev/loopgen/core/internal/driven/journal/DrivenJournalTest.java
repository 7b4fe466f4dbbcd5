package dev.loopgen.core.internal.driven.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.LedgerException;
import dev.loopgen.api.driven.ActionOutcome;
import dev.loopgen.api.driven.BlockReason;
import dev.loopgen.api.driven.DrivenIteration;
import dev.loopgen.api.driven.StopReason;
import dev.loopgen.api.isolation.ReachedIsolation;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.model.ModelIdentity;
import dev.loopgen.api.model.ModelServer;
import dev.loopgen.api.model.ModelUsage;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
final class DrivenJournalTest {

  private static final DrivenJournal.Opening OPENING =
      new DrivenJournal.Opening("run", "loop", "digest", "base", "none", "");
  private static final DrivenJournal.Author AUTHOR =
      new DrivenJournal.Author(
          new ModelIdentity("ollama", "m", "http://localhost"), "blocks", Optional.empty());
  private static final Json.Obj START = Json.object().build();
  private static final ModelServer SERVER = new ModelServer("ollama", "0.9", "m", "sha256:1");
  private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path directory;

  private static DrivenIteration attempt(int number) {
    return new DrivenIteration(
        number,
        "because",
        "json",
        null,
        List.of(
            new ActionOutcome.Written("write_file", "a", null, "0".repeat(64)),
            new ActionOutcome.Blocked("exec", "", BlockReason.MALFORMED, "no such action"),
            new ActionOutcome.Ran("run_command", "true", "exited", true)),
        true,
        new ModelUsage(1L, 2L, null, 3L),
        Duration.ofMillis(4),
        Duration.ofMillis(5),
        "tree");
  }

  private JournalState state() {
    return DrivenJournal.open(directory).orElseThrow().state();
  }

  @Test
  void open_wholeRun_saysWhatWasRecorded() throws IOException {
    DrivenJournal journal =
        DrivenJournal.create(directory, OPENING, AUTHOR, Map.of("a", "100644 1"), START);
    journal.checked("tree", "failures");
    journal.asking(1, "prompt", new Spending(10, 20, Duration.ofMillis(30)));
    journal.replied(1, "reply", SERVER, new Spending(5, 6, Duration.ofMillis(40)));
    journal.planned(attempt(1), List.of(Json.object().put("type", "finish").build()));
    journal.changing("a", null, CONTENT);
    journal.acted(new ActionOutcome.Finished("finish", ""), "told");
    journal.closed(attempt(1), "failures", Map.of("b", "-"), new Spending(5, 6, Duration.ZERO));
    journal.ended(new StopReason.MaxIterations(3), SERVER);

    JournalState state = state();

    assertThat(state.opening()).contains(OPENING);
    assertThat(state.author()).isEqualTo(AUTHOR);
    assertThat(state.server()).isEqualTo(SERVER);
    assertThat(state.iterations()).containsExactly(attempt(1));
    assertThat(state.changes()).isEqualTo(Map.of("b", "-"));
    assertThat(state.spent().promptTokens()).isEqualTo(5);
    assertThat(state.turn()).isEmpty();
    assertThat(state.ended()).contains(new StopReason.MaxIterations(3));
    assertThat(state.history()).hasSize(1);
    assertThat(journal.content(state.history().get(0).after())).hasValue(CONTENT);
  }

  @Test
  void keepTime_untilItIsClosed_isReadAgain() throws IOException, InterruptedException {
    DrivenJournal journal = DrivenJournal.create(directory, OPENING, AUTHOR, Map.of(), START);
    assertThat(journal.keptTime()).isZero();
    CountDownLatch beats = new CountDownLatch(2);
    AtomicReference<Thread> beating = new AtomicReference<>();

    try (Closeable time =
        journal.keepTime(
            () -> {
              beating.set(Thread.currentThread());
              beats.countDown();
              return Duration.ofMillis(1_234_567);
            })) {
      assertThat(beats.await(2, TimeUnit.MINUTES)).isTrue();
    }

    assertThat(journal.keptTime()).isEqualTo(Duration.ofMillis(1_234_567));
    beating.get().join(60_000);
    assertThat(beating.get().isAlive()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "12", "-00000000000000001", "00000000000000000x"})
  void keptTime_fileIsSomethingElse_isZero(String content) throws IOException {
    DrivenJournal journal = DrivenJournal.create(directory, OPENING, AUTHOR, Map.of(), START);
    Files.writeString(directory.resolve("time"), content);

    assertThat(journal.keptTime()).isZero();
  }

  @Test
  void open_commandsKilledInAnEarlierSession_isolationStaysUnknown() {
    DrivenJournal journal = DrivenJournal.create(directory, OPENING, AUTHOR, Map.of(), START);
    journal.running();
    journal.resumed();
    journal.running();
    journal.isolated(ReachedIsolation.NONE);

    assertThat(state().isolation().known("sandbox")).isEmpty();
    assertThat(state().isolation().known("none")).contains(ReachedIsolation.NONE);
  }

  @Test
  void open_twoTurns_remembersWhatTheLastOnesWereTold() {
    DrivenJournal journal = DrivenJournal.create(directory, OPENING, AUTHOR, Map.of(), START);
    for (int number = 1; number <= 3; number++) {
      journal.asking(number, "prompt", Spending.NONE);
      journal.planned(attempt(number), List.of(Json.object().put("type", "finish").build()));
      journal.acted(new ActionOutcome.Finished("finish", ""), "told " + number);
      journal.closed(attempt(number), "failures", Map.of(), Spending.NONE);
    }

    assertThat(state().lastTurns())
        .extracting(JournalState.Turn::told)
        .containsExactly(List.of("told 2"), List.of("told 3"));
  }

  @Test
  void open_killedAfterAQuestion_countsWhatWasReserved() {
    DrivenJournal journal = DrivenJournal.create(directory, OPENING, AUTHOR, Map.of(), START);
    journal.asking(1, "prompt", new Spending(10, 20, Duration.ZERO));

    assertThat(state().spent().promptTokens()).isEqualTo(10);
    assertThat(state().spent().completionTokens()).isEqualTo(20);
    assertThat(state().turn()).isPresent();
  }

  @Test
  void open_lastRecordCutOff_isContinuedAfterTheWholeOnes() throws IOException {
    DrivenJournal journal = DrivenJournal.create(directory, OPENING, AUTHOR, Map.of(), START);
    journal.resumed();
    Path file = directory.resolve("journal.jsonl");
    Files.writeString(file, "{\"event\":\"res", StandardOpenOption.APPEND);

    DrivenJournal.open(directory).orElseThrow().journal().resumed();

    assertThat(state().resumed()).isEqualTo(2);
  }

  @Test
  void open_recordRemovedEditedOrSwapped_isRefused() throws IOException {
    DrivenJournal journal = DrivenJournal.create(directory, OPENING, AUTHOR, Map.of(), START);
    journal.checked("tree", "failures");
    journal.resumed();
    Path file = directory.resolve("journal.jsonl");
    List<String> lines = Files.readAllLines(file);

    for (List<String> changed :
        List.of(
            List.of(lines.get(0), lines.get(2)),
            List.of(lines.get(1), lines.get(0), lines.get(2)),
            List.of(lines.get(0), lines.get(1).replace("tree", "eert"), lines.get(2)),
            List.of(lines.get(0), "{", lines.get(2)))) {
      Files.write(file, changed);

      assertThatThrownBy(() -> DrivenJournal.open(directory)).isInstanceOf(LedgerException.class);
    }
  }

  @Test
  void append_fileBecameShorter_isRefused() throws IOException {
    DrivenJournal journal = DrivenJournal.create(directory, OPENING, AUTHOR, Map.of(), START);
    Files.writeString(directory.resolve("journal.jsonl"), "");

    assertThatThrownBy(journal::resumed).isInstanceOf(LedgerException.class);
  }

  @Test
  void content_blobChanged_isNotGiven() throws IOException {
    DrivenJournal journal = DrivenJournal.create(directory, OPENING, AUTHOR, Map.of(), START);
    journal.changing("a", CONTENT, null);
    String name = state().history().get(0).before();
    Files.writeString(directory.resolve("blobs").resolve(String.valueOf(name)), "other");

    assertThat(journal.content(name)).isEmpty();
  }
}
