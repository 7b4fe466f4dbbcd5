package dev.loopgen.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.Anchor;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.api.ledger.EntryGraph;
import dev.loopgen.api.ledger.LedgerExpectation;
import dev.loopgen.api.ledger.TreeHead;
import dev.loopgen.api.merkle.Checkpoint;
import dev.loopgen.api.merkle.MerkleTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The contract of {@link AuditLedger} as JUnit tests. Extend it and define how to open a ledger and
 * how to tamper with its storage.
 *
 * <p>Durability after a crash depends on the storage and needs the implementation's own tests.
 */
public abstract class AuditLedgerContract {

  private static final int ENTRIES = 4;

  @TempDir private Path directory = Path.of("");

  /** For subclasses. */
  protected AuditLedgerContract() {}

  /**
   * Opens a ledger. The same directory is the same ledger.
   *
   * @param directory a directory for this test alone
   * @return a new instance for each call
   * @throws Exception if it cannot be opened
   */
  protected abstract AuditLedger open(Path directory) throws Exception;

  /**
   * Replaces an entry in the ledger's storage, as an attacker with write access could.
   *
   * @param directory the ledger's directory
   * @param index the entry, from 0
   * @param replacement what to store instead, unchanged; null to drop the entry
   * @throws Exception if the storage cannot be changed
   */
  protected abstract void tamper(Path directory, int index, Json.@Nullable Obj replacement)
      throws Exception;

  @Test
  final void append_first_hasNoEntryBefore() throws Exception {
    AuditEntry entry = open(directory).append(facts("a"));

    assertThat(entry.json().find("prevHash")).contains(Json.NULL);
    assertThat(entry.hash()).contains(entry.computedHash());
  }

  @Test
  final void append_next_namesTheEntryBefore() throws Exception {
    AuditLedger ledger = open(directory);
    AuditEntry first = ledger.append(facts("a"));

    AuditEntry second = ledger.append(facts("b"));

    assertThat(second.prevHash()).isEqualTo(first.hash());
    assertThat(ledger.entries()).containsExactly(first, second);
  }

  @Test
  final void append_facts_areCarriedUnchanged() throws Exception {
    Json.ObjectBuilder unknown = Json.object();
    facts("a").members().forEach(unknown::put);
    Json.Obj facts =
        unknown
            .put("fromTheFuture", Json.object().put("x", 1e21).put("ü", "\ud800").build())
            .build();

    open(directory).append(facts);

    AuditEntry read = entries(open(directory)).get(0);
    assertThat(read.json().members()).containsAllEntriesOf(facts.members());
  }

  @Test
  final void append_thenReopen_seesTheEntryAndContinues() throws Exception {
    AuditEntry first = open(directory).append(facts("a"));

    AuditEntry second = open(directory).append(facts("b"));

    assertThat(second.prevHash()).isEqualTo(first.hash());
    assertThat(open(directory).entries()).containsExactly(first, second);
  }

  @Test
  final void append_withoutEntryId_isRefused() throws Exception {
    AuditLedger ledger = open(directory);

    assertThatThrownBy(() -> ledger.append(Json.object().build()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(ledger.entries()).isEmpty();
  }

  @Test
  final void append_idOfTheEntryBefore_isRefused() throws Exception {
    AuditLedger ledger = open(directory);
    ledger.append(facts("a"));

    assertThatThrownBy(() -> ledger.append(facts("a")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(open(directory).entries()).hasSize(1);
  }

  @Test
  final void append_fromManyThreadsAndInstances_keepsOneChain() throws Exception {
    AuditLedger shared = open(directory);
    List<Callable<AuditEntry>> appends = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String id = "run-" + i;
      boolean own = i % 2 == 0;
      appends.add(() -> (own ? open(directory) : shared).append(facts(id)));
    }

    List<AuditEntry> appended = inThreads(appends);

    assertThat(entries(shared)).containsExactlyInAnyOrderElementsOf(appended);
    assertThat(shared.verify()).isInstanceOf(ChainStatus.Intact.class);
    assertThat(shared.heads()).hasSize(1);
  }

  @Test
  final void heads_growingLedger_areTheTreeOfEveryEntry() throws Exception {
    AuditLedger ledger = open(directory);
    assertThat(ledger.heads()).isEmpty();
    MerkleTree tree = MerkleTree.empty();

    for (AuditEntry entry : fill(ledger)) {
      tree.append(hash(entry));
      TreeHead expected = new TreeHead(hash(entry), tree.size(), tree.root());
      assertThat(ledger.treeHead(hash(entry))).contains(expected);
    }

    TreeHead whole = new TreeHead(hash(last(ledger)), tree.size(), tree.root());
    assertThat(ledger.heads()).containsExactly(whole);
    assertThat(ledger.verify()).isEqualTo(new ChainStatus.Intact(whole));
    assertThat(EntryGraph.of(ledger).isLinear()).isTrue();
    assertThat(ledger.graph().leaves(whole.entry()))
        .containsExactlyElementsOf(
            entries(ledger).stream().map(AuditLedgerContract::hash).toList());
  }

  @Test
  final void verify_noEntries_isNotIntact() throws Exception {
    ChainStatus status = open(directory).verify();

    assertThat(status.isIntact()).isFalse();
    assertThat(status.canGrow()).isTrue();
  }

  @Test
  final void verify_anyEntryEdited_isEditedThere() throws Exception {
    for (int index : new int[] {0, 1, 2, 3}) {
      Path place = Files.createDirectory(directory.resolve("ledger-" + index));
      AuditLedger ledger = open(place);
      AuditEntry honest = fill(ledger).get(index);

      tamper(place, index, with(honest.json(), "loopId", Json.of("another")));

      assertThat(open(place).verify())
          .isInstanceOfSatisfying(
              ChainStatus.Edited.class, status -> assertThat(status.index()).isEqualTo(index));
    }
  }

  @Test
  final void verify_anyEntryDroppedButTheLast_isABrokenLinkBehindIt() throws Exception {
    for (int index : new int[] {0, 1, 2}) {
      Path place = Files.createDirectory(directory.resolve("ledger-" + index));
      fill(open(place));

      tamper(place, index, null);

      assertThat(open(place).verify())
          .isInstanceOfSatisfying(
              ChainStatus.BrokenLink.class, status -> assertThat(status.index()).isEqualTo(index));
    }
  }

  @Test
  final void verify_entryEditedAndHashedAgain_breaksTheLinkBehindIt() throws Exception {
    for (int index : new int[] {0, 1, 2}) {
      Path place = Files.createDirectory(directory.resolve("ledger-" + index));
      AuditLedger ledger = open(place);
      AuditEntry honest = fill(ledger).get(index);

      Json.Obj edited = with(honest.json(), "loopId", Json.of("another"));
      tamper(place, index, AuditEntry.link(edited, honest.parents()).json());

      assertThat(open(place).verify())
          .isInstanceOfSatisfying(
              ChainStatus.BrokenLink.class,
              status -> assertThat(status.index()).isEqualTo(index + 1));
    }
  }

  @Test
  final void verify_lastEntryDropped_showsAgainstAnAnchorAlone() throws Exception {
    AuditLedger ledger = open(directory);
    fill(ledger);
    TreeHead head = ledger.heads().get(0);

    tamper(directory, ENTRIES - 1, null);

    assertThat(open(directory).verify().isIntact()).isTrue();
    assertThat(anchorsOf(head))
        .allSatisfy(
            anchor ->
                assertThat(open(directory).verify(LedgerExpectation.NONE.and(anchor)))
                    .isEqualTo(new ChainStatus.Truncated(anchor, ENTRIES - 1)));
  }

  @Test
  final void verify_lastEntryReplaced_showsAgainstAnAnchorAlone() throws Exception {
    AuditLedger ledger = open(directory);
    AuditEntry honest = fill(ledger).get(ENTRIES - 1);
    TreeHead head = ledger.heads().get(0);

    Json.Obj other = with(honest.json(), "entryId", Json.of("another"));
    tamper(directory, ENTRIES - 1, AuditEntry.link(other, honest.parents()).json());

    assertThat(open(directory).verify().isIntact()).isTrue();
    assertThat(anchorsOf(head))
        .allSatisfy(
            anchor ->
                assertThat(open(directory).verify(LedgerExpectation.NONE.and(anchor)))
                    .isEqualTo(new ChainStatus.Rewritten(anchor)));
  }

  @Test
  final void verify_anchorOfAnyEntry_isMetByTheWholeLedger() throws Exception {
    AuditLedger ledger = open(directory);
    LedgerExpectation expectation = LedgerExpectation.NONE;
    for (AuditEntry entry : fill(ledger)) {
      for (Anchor anchor : anchorsOf(ledger.treeHead(hash(entry)).orElseThrow())) {
        expectation = expectation.and(anchor);
      }
    }

    assertThat(ledger.verify(expectation).isIntact()).isTrue();
  }

  private static List<Anchor> anchorsOf(TreeHead head) {
    return List.of(
        new Anchor.Entries("a note", Set.of(head.entry()), head.size()),
        new Anchor.Signed("a note", new Checkpoint("shop", head.size(), head.root())));
  }

  private static List<AuditEntry> fill(AuditLedger ledger) throws InterruptedException {
    List<AuditEntry> entries = new ArrayList<>();
    for (int i = 0; i < ENTRIES; i++) {
      entries.add(ledger.append(facts("run-" + i)));
    }
    return entries;
  }

  private static List<AuditEntry> inThreads(List<Callable<AuditEntry>> appends) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<AuditEntry> appended = new ArrayList<>();
      for (Future<AuditEntry> append : threads.invokeAll(appends)) {
        appended.add(append.get());
      }
      return appended;
    } finally {
      threads.shutdownNow();
    }
  }

  private static List<AuditEntry> entries(AuditLedger ledger) {
    try (var entries = ledger.entries()) {
      return entries.toList();
    }
  }

  private static AuditEntry last(AuditLedger ledger) {
    List<AuditEntry> entries = entries(ledger);
    return entries.get(entries.size() - 1);
  }

  private static Sha256 hash(AuditEntry entry) {
    return Optional.of(entry).flatMap(AuditEntry::hash).map(Sha256::ofHex).orElseThrow();
  }

  private static Json.Obj with(Json.Obj entry, String name, Json value) {
    Json.ObjectBuilder changed = Json.object();
    entry
        .members()
        .forEach((member, old) -> changed.put(member, member.equals(name) ? value : old));
    return changed.build();
  }

  private static Json.Obj facts(String id) {
    return LedgerFacts.passing(id);
  }
}
