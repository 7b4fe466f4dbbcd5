package dev.loopgen.core.internal.ledger.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.LedgerException;
import dev.loopgen.api.ledger.Anchor;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.api.ledger.EntryGraph;
import dev.loopgen.api.ledger.LedgerExpectation;
import dev.loopgen.api.ledger.TreeHead;
import dev.loopgen.api.merkle.Checkpoint;
import dev.loopgen.core.internal.ledger.history.LedgerUnion;
import dev.loopgen.core.internal.ledger.verify.ByteLedgerCheck;
import dev.loopgen.testkit.LedgerFacts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two honest histories are merged, and what is done to the merged one shows. */
@Tag("slow")
final class MergedBranchesTest {

  private static final SmallLedger FORKED = SmallLedger.forked();
  private static final List<Integer> OURS = List.of(0, 1, 2);
  private static final List<Integer> THEIRS = List.of(0, 3, 4);

  @TempDir private Path directory;

  @Test
  void merge_twoHonestHistories_hasBothAndVerifies() throws Exception {
    byte[] merged = merge(part(OURS), part(THEIRS));

    assertThat(ByteLedgerCheck.of(merged))
        .isInstanceOfSatisfying(
            ChainStatus.Forked.class,
            forked -> {
              assertThat(forked.size()).isEqualTo(5);
              assertThat(forked.repeated()).isZero();
              assertThat(forked.heads())
                  .extracting(TreeHead::entry)
                  .containsExactly(FORKED.hash(2), FORKED.hash(4));
            });
    assertThat(merged).startsWith(part(OURS));
    assertThat(merge(merged, part(THEIRS), part(OURS))).isEqualTo(merged);
  }

  @Test
  void merge_anyOrderOfVersions_makesTheSameLedger() throws Exception {
    ChainStatus one = ByteLedgerCheck.of(merge(part(OURS), part(THEIRS)));
    ChainStatus other = ByteLedgerCheck.of(merge(part(THEIRS), part(OURS)));

    assertThat(one.heads()).containsExactlyInAnyOrderElementsOf(other.heads());
  }

  @Test
  void merge_checkpointsOfBothSides_areMetByTheUnion() throws Exception {
    LedgerExpectation expectation = LedgerExpectation.NONE;
    for (int entry = 0; entry < FORKED.size(); entry++) {
      for (Anchor anchor : anchors(FORKED, entry)) {
        expectation = expectation.and(anchor);
      }
    }

    assertThat(ByteLedgerCheck.of(merge(part(OURS), part(THEIRS)), expectation).isIntact())
        .isTrue();
  }

  @Test
  void merge_replacedEntry_isRefusedWhereAnythingDescendsFromIt() throws Exception {
    SmallLedger forged =
        FORKED.replace(
            1, failed -> AuditEntry.link(LedgerFacts.passing("ours-1"), failed.parents()));
    Path target = directory.resolve("audit.jsonl");
    Files.write(target, part(THEIRS));
    LedgerUnion union = new LedgerUnion();
    union.add("ours", new ByteArrayInputStream(lines(forged, OURS).bytes()));

    assertThatThrownBy(() -> union.writeTo(target))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("follows an entry that is missing");
    assertThat(target).hasBinaryContent(part(THEIRS));
  }

  /** The union keeps the honest entry beside the replayed one, and both claim to be one run. */
  @Test
  void merge_replayedEntry_isRefused() throws Exception {
    AuditEntry old = FORKED.entries().get(1);
    SmallLedger replayed =
        FORKED.with(
            all -> all.add(AuditEntry.link(old.json(), List.of(FORKED.hash(2), FORKED.hash(4)))));
    Path target = directory.resolve("audit.jsonl");
    Files.write(target, part(OURS));
    LedgerUnion union = new LedgerUnion();
    union.add("theirs", new ByteArrayInputStream(replayed.bytes()));

    assertThatThrownBy(() -> union.writeTo(target))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("claims to be the run ours-1");
  }

  @Test
  void merge_tornLastLineOfAProject_isSetAside() throws Exception {
    Path target = Files.createDirectory(directory.resolve(".loopgen")).resolve("audit.jsonl");
    String torn = "{\"schemaVersion\":\"1\",\"entryId\":\"to";
    Files.write(target, part(OURS));
    Files.writeString(target, torn, StandardOpenOption.APPEND);
    LedgerUnion union = new LedgerUnion();
    union.add("theirs", new ByteArrayInputStream(part(THEIRS)));

    union.writeTo(target);

    assertThat(ByteLedgerCheck.of(Files.readAllBytes(target)))
        .isInstanceOfSatisfying(
            ChainStatus.Forked.class, forked -> assertThat(forked.size()).isEqualTo(5));
    assertThat(target.resolveSibling("audit.jsonl.torn-1")).hasContent(torn);
  }

  @Test
  void verify_mergedLedgerWithAnEntryRemoved_showsWhereverSomethingDescendsFromIt() {
    SmallLedger joined = SmallLedger.joined();
    for (int at = 0; at < joined.size(); at++) {
      int removed = at;
      byte[] changed = joined.with(all -> all.remove(removed)).bytes();
      boolean hasDescendant = at < joined.size() - 1;
      assertThat(ByteLedgerCheck.of(changed).isIntact())
          .as("entry %d", at)
          .isNotEqualTo(hasDescendant);
      for (int held = 0; held < joined.size(); held++) {
        boolean descends = joined.graph().isAncestor(joined.hash(at), joined.hash(held));
        for (Anchor anchor : anchors(joined, held)) {
          ChainStatus status = ByteLedgerCheck.of(changed, LedgerExpectation.NONE.and(anchor));
          assertThat(status.isIntact())
              .as("entry %d, anchor of %d: %s", at, held, status)
              .isEqualTo(!hasDescendant && !descends);
        }
      }
    }
  }

  @Test
  void verify_joinWithItsParentsSwappedAndHashedAgain_contradictsAnAnchor() {
    SmallLedger joined = SmallLedger.joined();
    SmallLedger swapped =
        new SmallLedger(joined.entries().subList(0, 5))
            .plus(LedgerFacts.passing("join"), List.of(4, 2))
            .plus(LedgerFacts.passing("last"), List.of(5));

    assertThat(ByteLedgerCheck.of(swapped.bytes()).isIntact()).isTrue();
    for (Anchor anchor : anchors(joined, 6)) {
      assertThat(ByteLedgerCheck.of(swapped.bytes(), LedgerExpectation.NONE.and(anchor)))
          .isInstanceOf(ChainStatus.Rewritten.class);
    }
  }

  private static List<Anchor> anchors(SmallLedger sample, int entry) {
    EntryGraph graph = sample.graph();
    TreeHead head = graph.treeHead(sample.hash(entry)).orElseThrow();
    return List.of(
        new Anchor.Entries("a note", Set.of(head.entry()), head.size()),
        new Anchor.Signed("a note", new Checkpoint("shop", head.size(), head.root())));
  }

  private static byte[] part(List<Integer> entries) {
    return lines(FORKED, entries).bytes();
  }

  private static SmallLedger lines(SmallLedger sample, List<Integer> entries) {
    return new SmallLedger(entries.stream().map(sample.entries()::get).toList());
  }

  private byte[] merge(byte[] first, byte[]... others) throws IOException {
    Path target = directory.resolve("audit.jsonl");
    Files.write(target, first);
    LedgerUnion union = new LedgerUnion();
    union.add("first", new ByteArrayInputStream(first));
    Stream.of(others).forEach(other -> union.add("other", new ByteArrayInputStream(other)));
    union.writeTo(target);
    return Files.readAllBytes(target);
  }
}
