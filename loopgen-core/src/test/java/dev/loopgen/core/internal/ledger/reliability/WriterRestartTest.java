package dev.loopgen.core.internal.ledger.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.core.internal.ledger.JsonlAuditLedger;
import dev.loopgen.core.internal.ledger.verify.ByteLedgerCheck;
import dev.loopgen.testkit.LedgerFacts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A writer stopped behind any byte of its last batch, with any state beside the ledger. */
@Tag("slow")
final class WriterRestartTest {

  private static final int BEFORE = 2;
  private static final int BATCH = 3;

  @TempDir private Path directory;
  private final List<byte[]> ledgers = new ArrayList<>();
  private final Map<String, byte[]> states = new LinkedHashMap<>();
  private int places;

  @BeforeEach
  void write() throws Exception {
    Path file = directory.resolve("honest").resolve("audit.jsonl");
    AuditLedger ledger = JsonlAuditLedger.at(file);
    for (int n = 0; n < BEFORE + BATCH; n++) {
      ledger.append(LedgerFacts.passing("über-" + n));
      ledgers.add(Files.readAllBytes(file));
      states.put("after " + (n + 1), Files.readAllBytes(state(file)));
    }
    byte[] last = states.get("after 5");
    states.put("half", Arrays.copyOf(last, last.length / 2));
    states.put("half over a longer one", overwritten(states.get("after 3"), last, last.length / 2));
    states.put("empty", new byte[0]);
    states.put("zeros", new byte[300]);
    states.put("none", null);
  }

  private static byte[] overwritten(byte[] old, byte[] fresh, int count) {
    byte[] both = old.clone();
    System.arraycopy(fresh, 0, both, 0, count);
    return both;
  }

  @Test
  void append_afterAStopAtAnyByte_continuesWhatWasWhole() throws Exception {
    byte[] whole = ledgers.get(ledgers.size() - 1);
    int from = ledgers.get(BEFORE - 1).length;
    int number = 0;
    List<String> names = List.copyOf(states.keySet());
    for (int cut = from; cut <= whole.length; cut++) {
      boolean edge = isEdge(cut);
      if (SoakScale.isLong() || edge) {
        for (String state : names) {
          restart(Arrays.copyOf(whole, cut), state);
        }
      } else if (cut % 11 == 0) {
        restart(Arrays.copyOf(whole, cut), names.get(number++ % names.size()));
      }
    }
  }

  /** Tells whether a cut is next to an end of a line. */
  private boolean isEdge(int cut) {
    return ledgers.stream().anyMatch(ledger -> Math.abs(ledger.length - cut) <= 1);
  }

  private void restart(byte[] cut, String state) throws Exception {
    String which = cut.length + " bytes, state " + state;
    Path file =
        Files.createDirectories(directory.resolve("place-" + places++)).resolve("audit.jsonl");
    Files.write(file, cut);
    byte[] beside = states.get(state);
    if (beside != null) {
      Files.write(state(file), beside);
    }
    ChainStatus found = ByteLedgerCheck.of(cut);
    assertThat(found)
        .as(which)
        .isInstanceOfAny(ChainStatus.Intact.class, ChainStatus.TornTail.class);
    int whole = (int) ledgers.stream().filter(ledger -> ledger.length - 1 <= cut.length).count();

    JsonlAuditLedger.at(file).append(LedgerFacts.passing("next"));

    assertThat(ByteLedgerCheck.of(Files.readAllBytes(file)))
        .as(which)
        .isInstanceOfSatisfying(
            ChainStatus.Intact.class,
            intact -> {
              assertThat(intact.head().size()).isEqualTo(whole + 1);
              assertThat(JsonlAuditLedger.at(file).heads()).containsExactly(intact.head());
            });
    assertSetAside(which, file, found instanceof ChainStatus.TornTail ? torn(cut) : null);
  }

  private static byte[] torn(byte[] cut) {
    int start = cut.length;
    while (start > 0 && cut[start - 1] != '\n') {
      start--;
    }
    return Arrays.copyOfRange(cut, start, cut.length);
  }

  private static void assertSetAside(String which, Path file, byte[] torn) throws IOException {
    Path aside = file.resolveSibling("audit.jsonl.torn-1");
    if (torn == null) {
      assertThat(aside).as(which).doesNotExist();
    } else {
      assertThat(aside).as(which).hasBinaryContent(torn);
    }
  }

  /** The writer that sets a line aside may be stopped itself, before the line is cut off. */
  @Test
  void append_stoppedWhileSettingAside_setsAsideAgain() throws Exception {
    Path file = Files.createDirectory(directory.resolve("again")).resolve("audit.jsonl");
    byte[] cut = Arrays.copyOf(ledgers.get(3), ledgers.get(3).length - 40);
    Files.write(file, cut);
    Files.writeString(file.resolveSibling("audit.jsonl.torn-1"), "{\"sch");

    JsonlAuditLedger.at(file).append(LedgerFacts.passing("next"));

    assertThat(ByteLedgerCheck.of(Files.readAllBytes(file))).isInstanceOf(ChainStatus.Intact.class);
    assertThat(file.resolveSibling("audit.jsonl.torn-2")).hasBinaryContent(torn(cut));
  }

  /** What a file system leaves that made a file longer before it wrote into it. */
  @Test
  void append_zerosAtTheEnd_areSetAside() throws Exception {
    for (byte[] tail :
        List.of(new byte[700], "{\"schemaVersion\":\0\0\0".getBytes(StandardCharsets.UTF_8))) {
      Path file =
          Files.createDirectories(directory.resolve("zeros-" + places++)).resolve("audit.jsonl");
      byte[] honest = ledgers.get(1);
      byte[] both = Arrays.copyOf(honest, honest.length + tail.length);
      System.arraycopy(tail, 0, both, honest.length, tail.length);
      Files.write(file, both);

      JsonlAuditLedger.at(file).append(LedgerFacts.passing("next"));

      assertThat(ByteLedgerCheck.of(Files.readAllBytes(file)))
          .isInstanceOf(ChainStatus.Intact.class);
      try (Stream<Path> files = Files.list(file.getParent())) {
        assertThat(files.filter(path -> path.toString().contains("torn"))).hasSize(1);
      }
    }
  }

  private static Path state(Path ledger) {
    return ledger.resolveSibling(ledger.getFileName() + ".state");
  }
}
