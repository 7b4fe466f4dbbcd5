package dev.loopgen.core.internal.ledger.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.ledger.Anchor;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.api.ledger.LedgerExpectation;
import dev.loopgen.core.Loopgen;
import dev.loopgen.core.fixture.LoopProject;
import dev.loopgen.core.fixture.TestRepository;
import dev.loopgen.testkit.LedgerFacts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was committed of a ledger must still be there, whatever was committed since. */
@Tag("slow")
final class CommittedLedgerTest {

  private static final String FILE = ".loopgen/audit.jsonl";

  @TempDir private Path directory;
  private TestRepository git;
  private String older;
  private String newer;

  @BeforeEach
  void commitTwoVersions() throws Exception {
    git = TestRepository.init(directory.resolve("project"));
    git.write("README.md", "shop\n").commitAll("first");
    append("a");
    append("b");
    older = commit();
    append("c");
    append("d");
    newer = commit();
  }

  @Test
  void verify_nothingChangedOrHonestGrowth_isIntact() throws Exception {
    assertThat(verify()).isInstanceOf(ChainStatus.Intact.class);

    append("e");
    assertThat(verify()).isInstanceOf(ChainStatus.Intact.class);
    commit();
    assertThat(verify()).isInstanceOf(ChainStatus.Intact.class);
  }

  @Test
  void verify_lastEntriesDropped_isTruncatedAgainstTheNewestVersion() throws Exception {
    write(lines().subList(0, 3));

    assertTruncated(verify(), newer, 3);
  }

  @Test
  void verify_emptiedOrDeleted_isTruncatedToNothing() throws Exception {
    write(List.of());
    assertTruncated(verify(), newer, 0);

    Files.delete(git.path(FILE));
    assertTruncated(verify(), newer, 0);
  }

  @Test
  void verify_truncatedAndCommittedAgain_isCaughtThroughHistory() throws Exception {
    write(lines().subList(0, 3));
    commit();

    assertTruncated(verify(), newer, 3);

    append("e");
    commit();
    assertRewritten(verify(), newer);
  }

  @Test
  void verify_emptiedOrDeletedAndCommitted_isCaughtThroughHistory() throws Exception {
    write(List.of());
    commit();
    assertTruncated(verify(), newer, 0);

    git.git("rm", "-q", "-f", FILE);
    commit();
    assertTruncated(verify(), newer, 0);

    append("fresh start");
    commit();
    assertTruncated(verify(), newer, 1);
  }

  @Test
  void verify_lastEntryReplacedAndCommittedAgain_isRewritten() throws Exception {
    AuditEntry last = entry(3);
    List<String> forged = new ArrayList<>(lines().subList(0, 3));
    forged.add(line(AuditEntry.link(LedgerFacts.passing("forged"), last.parents())));
    write(forged);

    assertRewritten(verify(), newer);
    commit();
    assertRewritten(verify(), newer);
    append("e");
    commit();
    assertRewritten(verify(), newer);
  }

  @Test
  void verify_everythingWrittenAnew_isRewrittenAgainstTheNewestVersionFirst() throws Exception {
    write(List.of());
    Files.delete(git.path(FILE + ".state"));
    for (int n = 0; n < 6; n++) {
      append("other-" + n);
    }
    assertRewritten(verify(), newer);

    commit();
    assertRewritten(verify(), newer);
  }

  @Test
  void verify_committedEntryEdited_isEdited() throws Exception {
    List<String> edited = new ArrayList<>(lines());
    edited.set(1, edited.get(1).replace("\"durationMs\":12", "\"durationMs\":13"));
    write(edited);

    assertThat(verify()).isEqualTo(new ChainStatus.Edited(1, 2));
    commit();
    assertThat(verify()).isEqualTo(new ChainStatus.Edited(1, 2));
  }

  @Test
  void verify_lossHiddenOnASideBranch_isCaughtAfterTheMerge() throws Exception {
    git.git("checkout", "-qb", "feature");
    append("e");
    String feature = commit();
    git.git("checkout", "-q", "main");
    git.git("merge", "-q", "--no-ff", "--no-edit", "-s", "ours", "feature");

    assertTruncated(verify(), feature, 4);
  }

  @Test
  void merge_branchesThatBothAppended_meetsBothAndJoins() throws Exception {
    git.git("checkout", "-qb", "feature");
    append("theirs");
    commit();
    Path theirs = Files.copy(git.path(FILE), directory.resolve("theirs.jsonl"));
    git.git("checkout", "-q", "main");
    append("ours");
    commit();
    git.git("merge", "-q", "--no-ff", "--no-edit", "-s", "ours", "feature");
    assertThat(verify().isIntact()).isFalse();

    Loopgen.merge(git.path(FILE)).with(theirs).write();
    assertThat(verify()).isInstanceOf(ChainStatus.Forked.class);
    append("joined");
    commit();

    assertThat(verify())
        .isInstanceOfSatisfying(
            ChainStatus.Forked.class, joined -> assertThat(joined.heads()).hasSize(1));
  }

  @Test
  void mergeWithHistory_droppedEntries_bringsThemBack() throws Exception {
    List<String> honest = lines();
    write(honest.subList(0, 1));
    commit();

    Loopgen.merge(git.path(FILE)).withHistory(git.root()).write();

    assertThat(lines()).isEqualTo(honest);
    assertThat(verify()).isInstanceOf(ChainStatus.Intact.class);
  }

  @Test
  void verify_committedVersionWithConflictMarkersOrATornLine_expectsWhatWasWhole()
      throws Exception {
    List<String> honest = lines();
    List<String> conflict = new ArrayList<>(honest);
    conflict.add(2, "<<<<<<< HEAD");
    conflict.add("=======");
    conflict.add(">>>>>>> feature");
    write(conflict);
    commit();
    assertThat(verify()).isInstanceOf(ChainStatus.Malformed.class);
    write(honest);
    Files.writeString(
        git.path(FILE), Files.readString(git.path(FILE)) + honest.get(0).substring(0, 50));
    String torn = commit();
    assertThat(verify()).isInstanceOf(ChainStatus.TornTail.class);

    write(honest);
    assertThat(verify()).isInstanceOf(ChainStatus.Intact.class);
    append("e");
    assertThat(verify()).isInstanceOf(ChainStatus.Intact.class);
    write(honest.subList(0, 3));
    assertTruncated(verify(), torn, 3);
    commit();
    append("e");
    append("f");
    append("g");
    assertRewritten(verify(), torn);
  }

  @Test
  void verify_neverCommitted_expectsNothing() throws Exception {
    TestRepository fresh = TestRepository.init(directory.resolve("fresh"));
    fresh.write("README.md", "new\n").commitAll("first");
    AuditLedger ledger = Loopgen.ledger(fresh.root());
    LedgerExpectation expectation = Loopgen.expectation(fresh.root());

    assertThat(expectation.anchors()).isEmpty();
    assertThat(expectation.rootCommits()).hasSize(1);
    assertThat(ledger.verify(expectation)).isInstanceOf(ChainStatus.Missing.class);
    ledger.append(LedgerFacts.passing("a"));
    assertThat(ledger.verify(expectation)).isInstanceOf(ChainStatus.Intact.class);
  }

  @Test
  void verify_shallowClone_knowsWhatItHasAndNoRoots() throws Exception {
    Path clone = directory.resolve("clone");
    git.git("clone", "-q", "--depth", "1", "file://" + git.root(), clone.toString());
    git = TestRepository.at(clone);

    assertThat(Loopgen.expectation(clone).rootCommits()).isEmpty();
    assertThat(verify()).isInstanceOf(ChainStatus.Intact.class);
    append("e");
    assertThat(verify()).isInstanceOf(ChainStatus.Intact.class);
    write(lines().subList(0, 2));
    assertTruncated(verify(), newer, 2);
  }

  @Test
  void expectation_everyVersion_isNamedByItsNewestCommit() {
    git.write("README.md", "more\n");
    String later = git.commitAll("the ledger as it was");

    assertThat(Loopgen.expectation(git.root()).anchors())
        .extracting(Anchor::source)
        .containsExactly("commit " + later.substring(0, 12), "commit " + older.substring(0, 12));
  }

  @Test
  void verify_ledgerOfAnotherRepository_isForeign() throws Exception {
    LoopProject shop = LoopProject.forbidding(directory.resolve("shop"), "secret");
    LoopProject bank = LoopProject.forbidding(directory.resolve("bank"), "other-secret");
    shop.passes();
    bank.passes();
    LedgerExpectation expected = Loopgen.expectation(bank.directory());
    assertThat(bank.ledger().verify(expected)).isInstanceOf(ChainStatus.Intact.class);
    String root = shop.repository().git("rev-list", "--max-parents=0", "HEAD");

    Files.writeString(
        bank.repository().path(FILE), bank.repository().read(FILE) + shop.repository().read(FILE));
    assertThat(bank.ledger().verify(expected)).isEqualTo(new ChainStatus.Foreign(1, 2, root));

    Files.writeString(bank.repository().path(FILE), shop.repository().read(FILE));
    assertThat(bank.ledger().verify(expected)).isEqualTo(new ChainStatus.Foreign(0, 1, root));
    assertThat(bank.ledger().verify()).isInstanceOf(ChainStatus.Intact.class);
  }

  private void append(String id) throws InterruptedException {
    Loopgen.ledger(git.root()).append(LedgerFacts.passing(id));
  }

  /** Commits the ledger alone, as a project does that ignores what lies beside it. */
  private String commit() {
    if (Files.exists(git.path(FILE))) {
      git.git("add", "-f", FILE);
    }
    git.git("commit", "-q", "--allow-empty", "-m", "ledger");
    return git.git("rev-parse", "HEAD");
  }

  private ChainStatus verify() {
    return Loopgen.ledger(git.root()).verify(Loopgen.expectation(git.root()));
  }

  private List<String> lines() throws IOException {
    return Files.readAllLines(git.path(FILE));
  }

  private void write(List<String> lines) throws IOException {
    Files.write(git.path(FILE), lines);
  }

  private AuditEntry entry(int index) {
    return Loopgen.ledger(git.root()).entries().toList().get(index);
  }

  private static String line(AuditEntry entry) {
    return new String(new SmallLedger(List.of(entry)).bytes(), StandardCharsets.UTF_8).strip();
  }

  private static void assertTruncated(ChainStatus status, String commit, long size) {
    assertThat(status)
        .isInstanceOfSatisfying(
            ChainStatus.Truncated.class,
            truncated -> {
              assertThat(truncated.size()).isEqualTo(size);
              assertThat(truncated.anchor().source())
                  .isEqualTo("commit " + commit.substring(0, 12));
            });
  }

  private static void assertRewritten(ChainStatus status, String commit) {
    assertThat(status)
        .isInstanceOfSatisfying(
            ChainStatus.Rewritten.class,
            rewritten ->
                assertThat(rewritten.anchor().source())
                    .isEqualTo("commit " + commit.substring(0, 12)));
  }
}
