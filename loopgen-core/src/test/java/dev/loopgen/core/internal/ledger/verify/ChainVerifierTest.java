package dev.loopgen.core.internal.ledger.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.Anchor;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.api.ledger.EntryGraph;
import dev.loopgen.api.ledger.LedgerExpectation;
import dev.loopgen.api.merkle.Checkpoint;
import dev.loopgen.api.merkle.MerkleTree;
import dev.loopgen.core.internal.ledger.entry.EntryRules;
import dev.loopgen.core.internal.ledger.file.LedgerBytes;
import dev.loopgen.core.internal.ledger.file.LineReader;
import dev.loopgen.core.internal.ledger.verify.template.RandomEntries;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
@net.jqwik.api.Tag("slow")
final class ChainVerifierTest {

  private static final List<String> SPACES =
      List.of(" ", "  ", "\t", "\r", "\u000b", "\f", "\u00a0", "\ufeff", "\0");

  private static final List<String> ENDS = List.of("\n", "\n", "\r\n", "\n\n", " \n", "\u3000\n");

  @Property(tries = 600)
  void verify_anyLedger_agreesWithThePlainVerifier(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    List<AuditEntry> entries = entries(random);
    LedgerExpectation expectation = expectation(entries, random);
    List<byte[]> lines = new ArrayList<>();
    entries.forEach(entry -> lines.add(RandomEntries.bytes(entry)));
    for (int changes = random.nextInt(3); changes > 0; changes--) {
      change(lines, random);
    }

    byte[] text = text(lines, random);
    assertAgrees(text, expectation, random);
    assertVisitsAll(text, expectation, random);
  }

  /** A chain, with forks and joins where chance has it. */
  private static List<AuditEntry> entries(Random random) {
    RandomEntries facts = new RandomEntries(random);
    List<AuditEntry> entries = new ArrayList<>();
    List<Sha256> heads = new ArrayList<>();
    boolean forks = random.nextBoolean();
    for (int number = random.nextInt(12); number > 0; number--) {
      List<Sha256> parents = new ArrayList<>(heads);
      if (forks && random.nextInt(3) == 0 && !entries.isEmpty()) {
        AuditEntry older = entries.get(random.nextInt(entries.size()));
        parents = List.of(Sha256.ofHex(older.hash().orElseThrow()));
      } else if (parents.size() > 1 && random.nextBoolean()) {
        parents = List.of(parents.get(0));
      }
      AuditEntry entry = AuditEntry.link(facts.facts("id-" + number), parents);
      entries.add(entry);
      heads.removeAll(parents);
      heads.add(Sha256.ofHex(entry.hash().orElseThrow()));
    }
    return entries;
  }

  private static LedgerExpectation expectation(List<AuditEntry> entries, Random random) {
    LedgerExpectation expectation =
        new LedgerExpectation(List.of(), random.nextBoolean() ? Set.of() : Set.of("own"));
    if (entries.isEmpty() || random.nextBoolean()) {
      return expectation;
    }
    int size = 1 + random.nextInt(entries.size());
    MerkleTree tree = MerkleTree.empty();
    entries.stream()
        .limit(size)
        .forEach(entry -> tree.append(Sha256.ofHex(entry.hash().orElseThrow())));
    Sha256 last = Sha256.ofHex(entries.get(size - 1).hash().orElseThrow());
    return expectation
        .and(new Anchor.Entries("base", Set.of(last), size))
        .and(new Anchor.Signed("signed", new Checkpoint("origin", size, tree.root())));
  }

  /** Lines are dropped, repeated, moved, damaged, or replaced by another entry with the same id. */
  private static void change(List<byte[]> lines, Random random) {
    if (lines.isEmpty()) {
      return;
    }
    int at = random.nextInt(lines.size());
    switch (random.nextInt(11)) {
      case 0 -> lines.remove(at);
      case 1 -> lines.add(random.nextInt(lines.size()), lines.get(at));
      case 2 -> Collections.swap(lines, at, random.nextInt(lines.size()));
      case 3 -> lines.get(at)[random.nextInt(lines.get(at).length)] ^= 1;
      case 4 -> lines.set(at, "<<<<<<< HEAD".getBytes(StandardCharsets.UTF_8));
      case 5 -> lines.subList(at, lines.size()).clear();
      case 8 -> lines.replaceAll(line -> replaced(line, "(:-?[0-9]+)([,}])", "$1.0$2"));
      case 9 -> lines.replaceAll(line -> replaced(line, "\"hash\"", "\"hush\""));
      case 6 -> lines.set(at, withSpaceAnywhere(lines.get(at), random));
      case 7 -> lines.replaceAll(line -> spaced(line, random));
      default -> {
        String id = "id-" + (1 + random.nextInt(lines.size()));
        Json.Obj facts = new RandomEntries(random).facts(id);
        lines.add(at, RandomEntries.bytes(AuditEntry.link(facts, List.of())));
      }
    }
  }

  private static byte[] replaced(byte[] line, String pattern, String replacement) {
    String text = new String(line, StandardCharsets.UTF_8);
    return text.replaceFirst(pattern, replacement).getBytes(StandardCharsets.UTF_8);
  }

  /** White space that may stand within a string, a number or a word. */
  private static byte[] withSpaceAnywhere(byte[] line, Random random) {
    String text = new String(line, StandardCharsets.UTF_8);
    int at = random.nextInt(text.length() + 1);
    String space = SPACES.get(random.nextInt(SPACES.size()));
    return (text.substring(0, at) + space + text.substring(at)).getBytes(StandardCharsets.UTF_8);
  }

  /** White space around the tokens of a line, as other writers of JSON have it. */
  private static byte[] spaced(byte[] line, Random random) {
    StringBuilder text = new StringBuilder();
    boolean quoted = false;
    boolean escaped = false;
    for (char c : new String(line, StandardCharsets.UTF_8).toCharArray()) {
      boolean structural = !quoted && "{}[],:".indexOf(c) >= 0;
      String before = structural && random.nextInt(9) == 0 ? space(random) : "";
      String after = structural && random.nextInt(2) == 0 ? space(random) : "";
      text.append(before).append(c).append(after);
      quoted ^= c == '"' && !escaped;
      escaped = quoted && c == '\\' && !escaped;
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String space(Random random) {
    return SPACES.get(random.nextInt(4));
  }

  private static byte[] text(List<byte[]> lines, Random random) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    boolean plain = random.nextBoolean();
    if (!plain && random.nextBoolean()) {
      text.writeBytes("\ufeff".getBytes(StandardCharsets.UTF_8));
    }
    for (byte[] line : lines) {
      text.writeBytes(line);
      String end = plain ? "\n" : ENDS.get(random.nextInt(ENDS.size()));
      text.writeBytes(end.getBytes(StandardCharsets.UTF_8));
    }
    byte[] all = text.toByteArray();
    int cut = random.nextInt(4) == 0 ? random.nextInt(Math.min(all.length, 40) + 1) : 0;
    return Arrays.copyOf(all, all.length - cut);
  }

  private static void assertAgrees(byte[] text, LedgerExpectation expectation, Random random)
      throws IOException {
    LedgerVerification plain =
        PlainChainVerifier.verify(
            () -> new LineReader(new ByteArrayInputStream(text)), expectation);
    for (int threads = 1; threads <= 3; threads++) {
      int chunk = 1 + random.nextInt(3000);

      LedgerVerification found =
          ChainVerifier.verify(
              LedgerBytes.of(text), expectation, new LedgerScan.Parallelism(threads, chunk));

      assertThat(found.status()).isEqualTo(plain.status());
      assertThat(found.lastId()).isEqualTo(plain.lastId());
      assertThat(found.heads().stream().map(LedgerHead::treeHead))
          .isEqualTo(plain.heads().stream().map(LedgerHead::treeHead).toList());
    }
  }

  /** A damaged ledger is read to its end in the same pass. */
  private static void assertVisitsAll(byte[] text, LedgerExpectation expectation, Random random)
      throws IOException {
    List<Json> stated = stated(text);
    ChainStatus status = ChainVerifier.verify(() -> LedgerBytes.of(text), expectation).status();
    for (int threads = 1; threads <= 3; threads++) {
      LedgerScan.Parallelism share = new LedgerScan.Parallelism(threads, 1 + random.nextInt(3000));
      VisitedEntries verified = new VisitedEntries();
      VisitedEntries claimed = new VisitedEntries();

      LedgerVerification found =
          ChainVerifier.verify(LedgerBytes.of(text), expectation, share, verified);
      ChainVerifier.readClaims(() -> LedgerBytes.of(text), claimed);

      assertThat(found.status()).isEqualTo(status);
      assertThat(verified.entries()).isEqualTo(stated);
      assertThat(claimed.entries()).isEqualTo(stated);
    }
  }

  private static List<Json> stated(byte[] text) throws IOException {
    List<Json> stated = new ArrayList<>();
    try (LineReader lines = new LineReader(new ByteArrayInputStream(text))) {
      for (LineReader.Line line = lines.next(); line != null; line = lines.next()) {
        if (EntryRules.hash(line.bytes()).isPresent()) {
          stated.add(EntryRules.read(line.bytes()).json());
        }
      }
    }
    return stated;
  }

  @Test
  void verify_tooLongLineAfterADefect_visitsNone() throws IOException {
    byte[] entry = RandomEntries.bytes(entries(new Random(7)).get(0));
    byte[] text = Arrays.copyOf(entry, entry.length + LineReader.MAX_LINE + 4);
    Arrays.fill(text, entry.length, text.length, (byte) 'x');
    text[entry.length] = '\n';
    text[entry.length + 2] = '\n';
    VisitedEntries visited = new VisitedEntries();

    ChainStatus status =
        ChainVerifier.verify(() -> LedgerBytes.of(text), LedgerExpectation.NONE, visited).status();

    assertThat(status).isInstanceOf(ChainStatus.Malformed.class);
    assertThat(visited.entries()).isEmpty();
  }

  @Test
  void read_graph_hasTheEntriesOfEveryLineThatStatesOne() throws IOException {
    Random random = new Random(7);
    List<AuditEntry> entries = entries(random);
    List<byte[]> lines = new ArrayList<>();
    entries.forEach(entry -> lines.add(RandomEntries.bytes(entry)));
    lines.add(entries.size() / 2, "nothing".getBytes(StandardCharsets.UTF_8));

    EntryGraph graph =
        EntryGraphReader.read(
                LedgerBytes.of(text(lines, new Random(0))), new LedgerScan.Parallelism(2, 100))
            .build();

    assertThat(entries)
        .isNotEmpty()
        .allSatisfy(
            entry -> assertThat(graph.contains(Sha256.ofHex(entry.hash().orElseThrow()))).isTrue());
  }

  @Test
  void verify_lineLongerThanAnyChunk_isRead() throws IOException {
    Json.Obj facts = new RandomEntries(new Random(1)).facts("long");
    Json.ObjectBuilder longer = Json.object();
    facts.members().forEach(longer::put);
    AuditEntry entry = AuditEntry.link(longer.put("x", "y".repeat(3 << 20)).build(), List.of());
    byte[] text = text(List.of(RandomEntries.bytes(entry)), new Random(0));

    assertAgrees(text, LedgerExpectation.NONE, new Random(2));
  }

  @Test
  void verify_tooLongLine_isAnErrorThatNamesIt() {
    byte[] text = new byte[LineReader.MAX_LINE + 3];
    Arrays.fill(text, (byte) 'x');
    text[0] = '\n';

    assertThatThrownBy(
            () -> ChainVerifier.verify(() -> LedgerBytes.of(text), LedgerExpectation.NONE))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("line 2 ");
  }

  @Test
  void verify_interruptedThread_endsAsTheChannelDoes(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("audit.jsonl");
    Files.writeString(file, "\n".repeat(10_000));
    for (int threads = 1; threads <= 2; threads++) {
      LedgerScan.Parallelism share = new LedgerScan.Parallelism(threads, 100);
      try (LedgerBytes bytes = LedgerBytes.of(FileChannel.open(file))) {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> ChainVerifier.verify(bytes, LedgerExpectation.NONE, share))
            .isInstanceOf(ClosedByInterruptException.class);
      } finally {
        assertThat(Thread.interrupted()).isTrue();
      }
    }
  }

  @Test
  void verify_manyThreads_leaveNone() throws IOException {
    ChainVerifier.verify(
        LedgerBytes.of("\n".repeat(1000).getBytes(StandardCharsets.UTF_8)),
        LedgerExpectation.NONE,
        new LedgerScan.Parallelism(4, 10));

    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().startsWith("loopgen-ledger"));
  }

  @Test
  void verify_fingerprintsThatMeet_areLookedAtAgain() throws IOException {
    FingerprintSet seen = new FingerprintSet(0);
    for (long value = 0; value < 10_000; value++) {
      assertThat(seen.add(value * 0x9e3779b97f4a7c15L)).isTrue();
    }
    for (long value = 0; value < 10_000; value++) {
      assertThat(seen.add(value * 0x9e3779b97f4a7c15L)).isFalse();
    }
  }
}
