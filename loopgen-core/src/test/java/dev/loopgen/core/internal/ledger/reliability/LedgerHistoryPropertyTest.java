package dev.loopgen.core.internal.ledger.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.Anchor;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.api.ledger.EntryGraph;
import dev.loopgen.api.ledger.LedgerExpectation;
import dev.loopgen.api.ledger.TreeHead;
import dev.loopgen.api.merkle.Checkpoint;
import dev.loopgen.core.internal.ledger.JsonlAuditLedger;
import dev.loopgen.core.internal.ledger.history.LedgerUnion;
import dev.loopgen.core.internal.ledger.verify.ByteLedgerCheck;
import dev.loopgen.testkit.LedgerFacts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;

/** Any history of appends and merges makes an intact ledger that keeps all its promises. */
@Tag("slow")
final class LedgerHistoryPropertyTest {

  private static final int BRANCHES = 3;

  /** Something that happens: an append to a branch, or a merge of another one into it. */
  record Step(int branch, int from) {}

  @Provide
  Arbitrary<List<Step>> history() {
    Arbitrary<Integer> branch = Arbitraries.integers().between(0, BRANCHES - 1);
    return Combinators.combine(branch, branch, Arbitraries.of(true, true, false))
        .as((to, from, append) -> new Step(to, append ? to : from))
        .list()
        .ofMinSize(1)
        .ofMaxSize(SoakScale.times(10, 40));
  }

  @Property(tries = 25)
  void history_anyAppendsAndMerges_isIntactAndKeepsEveryCheckpoint(
      @ForAll("history") List<Step> steps) throws Exception {
    play(steps);
  }

  @Property(tries = 400)
  void history_anyAppendsAndMergesInTheLongForm_isIntactAndKeepsEveryCheckpoint(
      @ForAll("history") List<Step> steps) throws Exception {
    if (SoakScale.isLong()) {
      play(steps);
    }
  }

  private static void play(List<Step> steps) throws Exception {
    Path directory = Files.createTempDirectory("history");
    try {
      History history = new History(directory);
      for (Step step : steps) {
        history.play(step);
      }
      history.mergeAll();
    } finally {
      delete(directory);
    }
  }

  /** Branches of one project, and what is known of them from elsewhere. */
  private static final class History {

    private final Path directory;
    private final Map<Integer, Set<String>> ids = new HashMap<>();
    private LedgerExpectation promises = LedgerExpectation.NONE;
    private int appends;

    History(Path directory) throws Exception {
      this.directory = directory;
      append(0);
      for (int branch = 1; branch < BRANCHES; branch++) {
        Files.createDirectories(file(branch).getParent());
        Files.copy(file(0), file(branch));
        ids.put(branch, new TreeSet<>(ids.get(0)));
      }
    }

    void play(Step step) throws Exception {
      if (step.branch == step.from) {
        append(step.branch);
      } else {
        merge(step.branch, step.from);
      }
      check(step.branch);
    }

    private void append(int branch) throws Exception {
      String id = "run-" + appends++;
      JsonlAuditLedger.at(file(branch)).append(LedgerFacts.passing(id));
      ids.computeIfAbsent(branch, none -> new TreeSet<>()).add(id);
      assertThat(JsonlAuditLedger.at(file(branch)).heads()).hasSize(1);
    }

    private void merge(int branch, int from) throws IOException {
      LedgerUnion union = new LedgerUnion();
      for (int version : List.of(branch, from)) {
        union.add("of branch " + version, Files.newInputStream(file(version)));
      }
      union.writeTo(file(branch));
      ids.get(branch).addAll(ids.get(from));
    }

    private void check(int branch) throws IOException {
      AuditLedger ledger = JsonlAuditLedger.at(file(branch));
      byte[] bytes = Files.readAllBytes(file(branch));
      ChainStatus status = ByteLedgerCheck.of(bytes);
      assertThat(status.isIntact()).as(status.describe()).isTrue();
      assertThat(ledger.heads()).isEqualTo(status.heads());
      assertThat(ledger.entries().flatMap(entry -> entry.entryId().stream()))
          .containsExactlyInAnyOrderElementsOf(ids.get(branch));
      boolean linear = EntryGraph.of(ledger).isLinear();
      assertThat(status instanceof ChainStatus.Intact).isEqualTo(linear);
      assertThat(npmAccepts(bytes)).isEqualTo(linear);
      status.heads().forEach(this::promise);
    }

    private void promise(TreeHead head) {
      String source = "a note of " + appends + " runs";
      promises =
          promises
              .and(new Anchor.Entries(source, Set.of(head.entry()), head.size()))
              .and(new Anchor.Signed(source, new Checkpoint("shop", head.size(), head.root())));
    }

    void mergeAll() throws IOException {
      for (int branch = 1; branch < BRANCHES; branch++) {
        merge(0, branch);
      }
      check(0);
      ChainStatus status = ByteLedgerCheck.of(Files.readAllBytes(file(0)), promises);
      assertThat(status.isIntact()).as(status.describe()).isTrue();
      assertThat(ids.get(0)).hasSize(appends);
    }

    private Path file(int branch) {
      return directory.resolve("branch-" + branch).resolve(".loopgen").resolve("audit.jsonl");
    }
  }

  /** That the loss of the last entries is not seen is what anchors are for. */
  @Property(tries = 50)
  void beginning_ofALinearLedger_isIntactAndContradictsALaterAnchor(
      @ForAll @IntRange(min = 1, max = 12) int kept,
      @ForAll @IntRange(min = 0, max = 12) int dropped) {
    SmallLedger whole = SmallLedger.linear("run", kept + dropped);
    byte[] beginning = new SmallLedger(whole.entries().subList(0, kept)).bytes();
    Anchor last = new Anchor.Entries("a note", Set.of(whole.hash(whole.size() - 1)), whole.size());

    assertThat(ByteLedgerCheck.of(beginning)).isInstanceOf(ChainStatus.Intact.class);
    assertThat(npmAccepts(beginning)).isTrue();
    assertThat(ByteLedgerCheck.of(beginning, LedgerExpectation.NONE.and(last)).isIntact())
        .isEqualTo(dropped == 0);
  }

  @Property(tries = 50)
  void concatenation_ofTwoLedgers_isNeverOneLine(
      @ForAll @IntRange(min = 1, max = 8) int one, @ForAll @IntRange(min = 1, max = 8) int other) {
    SmallLedger both =
        SmallLedger.linear("one", one)
            .with(lines -> lines.addAll(SmallLedger.linear("other", other).entries()));

    assertThat(ByteLedgerCheck.of(both.bytes()))
        .isNotInstanceOf(ChainStatus.Intact.class)
        .satisfies(status -> assertThat(status.heads()).hasSizeGreaterThan(1));
    assertThat(npmAccepts(both.bytes())).isFalse();
  }

  /** The rule of npm loopgen: lines in order, each linked to the one before and hashed. */
  private static boolean npmAccepts(byte[] ledger) {
    Json previous = Json.NULL;
    Set<Json> seen = new HashSet<>();
    for (String line : new String(ledger, StandardCharsets.UTF_8).split("\n")) {
      Json.Obj entry = (Json.Obj) Json.parse(line.getBytes(StandardCharsets.UTF_8));
      Json.ObjectBuilder content = Json.object();
      entry.members().entrySet().stream()
          .filter(member -> !member.getKey().equals("hash"))
          .forEach(member -> content.put(member.getKey(), member.getValue()));
      Json hash = Json.of(content.build().sha256());
      if (!entry.find("prevHash").orElseThrow().equals(previous)
          || !entry.find("hash").orElseThrow().equals(hash)
          || !seen.add(hash)) {
        return false;
      }
      previous = hash;
    }
    return true;
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
