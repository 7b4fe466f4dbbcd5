package dev.loopgen.core.internal.governance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.governance.GovernanceSummary;
import dev.loopgen.api.governance.RunFigures;
import dev.loopgen.api.governance.SourceSummary;
import dev.loopgen.api.governance.SourceSummary.Condition;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.Anchor;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.api.ledger.LedgerExpectation;
import dev.loopgen.core.Loopgen;
import dev.loopgen.core.fixture.RandomRuns;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Which sources count, and what a broken one takes away. */
@Tag("slow")
final class GovernanceSourcesTest extends GovernanceLedgers {

  @Test
  void summarise_anEntryInTwoLedgers_countsOnceAndIsFlagged() throws Exception {
    List<AuditEntry> all = runs.ledger(60);
    Path copy = ledger("b-copy", all.subList(0, 40));
    Path whole = ledger("a-whole", all);

    GovernanceSummary summary = summarise(whole, copy);

    assertThat(sums(summary.runs())).isEqualTo(PlainFigures.of(all));
    assertThat(summary.duplicates()).isEqualTo(40);
    SourceSummary flagged = summary.sources().get(1);
    assertThat(flagged.label()).contains("b-copy");
    assertThat(flagged.duplicates()).isEqualTo(40);
    assertThat(flagged.entries()).isEqualTo(40);
    assertThat(flagged.runs().runs()).isZero();
    assertThat(summarise(copy, whole).runs().total()).isEqualTo(summary.runs().total());
  }

  @Test
  void summarise_theSameFileTwice_countsOnceAndIsFlagged() throws Exception {
    List<AuditEntry> all = runs.ledger(10);
    Path file = ledger("a", all);

    GovernanceSummary summary = summarise(file, directory.resolve("a/../a/.loopgen/audit.jsonl"));

    assertThat(sums(summary.runs())).isEqualTo(PlainFigures.of(all));
    assertThat(summary.sources(Condition.REPEATED)).hasSize(1);
    assertThat(summary.sources()).filteredOn(source -> source.sameAs() != null).hasSize(1);
  }

  @Test
  void summarise_aBrokenLedger_isKeptApart() throws Exception {
    List<AuditEntry> sound = runs.ledger(10);
    List<AuditEntry> dropped = new ArrayList<>(runs.ledger(12));
    dropped.remove(5);

    GovernanceSummary summary = summarise(ledger("a", sound), ledger("b", dropped));

    assertThat(summary.isIntact()).isFalse();
    assertThat(sums(summary.runs())).isEqualTo(PlainFigures.of(sound));
    assertThat(summary.untrusted().total()).isEqualTo(PlainFigures.of(dropped).total());
    assertThat(summary.untrusted().recent()).isEmpty();
    assertThat(summary.sources(Condition.BROKEN))
        .singleElement()
        .satisfies(
            source -> assertThat(source.status()).isInstanceOf(ChainStatus.BrokenLink.class));
  }

  @Test
  void summarise_aBrokenLedgerThatHoldsEntriesOfASoundOne_doesNotTakeThemAway() throws Exception {
    List<AuditEntry> sound = runs.ledger(10);
    List<AuditEntry> dropped = new ArrayList<>(sound);
    dropped.remove(5);

    GovernanceSummary summary = summarise(ledger("a-broken", dropped), ledger("b", sound));

    assertThat(sums(summary.runs())).isEqualTo(PlainFigures.of(sound));
    assertThat(summary.duplicates()).isZero();
  }

  @Test
  void summarise_anEditedEntry_isCountedAmongTheClaimsWithAllOthers() throws Exception {
    List<AuditEntry> entries = runs.ledger(30);
    Path file = ledger("a", entries);
    String id = entries.get(3).entryId().orElseThrow();
    Files.writeString(file, Files.readString(file).replace(id, id.replace(id.charAt(0), 'f')));

    GovernanceSummary summary = summarise(file);

    assertThat(summary.runs()).isEqualTo(RunFigures.NONE);
    assertThat(summary.untrusted().total().runs()).isEqualTo(30);
    assertThat(summary.sources().get(0).status()).isInstanceOf(ChainStatus.Edited.class);
  }

  @Test
  void summarise_aLineThatAMergeRepeated_countsOnce() throws Exception {
    List<AuditEntry> entries = new ArrayList<>(runs.ledger(3));
    Json.Obj facts = runs.ledger(1).get(0).json();
    AuditEntry branch =
        AuditEntry.link(facts, List.of(Sha256.ofHex(entries.get(0).hash().orElseThrow())));
    entries.add(branch);
    List<AuditEntry> lines = new ArrayList<>(entries);
    lines.add(entries.get(1));

    GovernanceSummary summary = summarise(ledger("a", lines));

    assertThat(summary.sources().get(0).status())
        .isInstanceOfSatisfying(
            ChainStatus.Forked.class, forked -> assertThat(forked.repeated()).isEqualTo(1));
    assertThat(summary.runs().total().runs()).isEqualTo(4);
    assertThat(summary.runs().recent()).doesNotHaveDuplicates();
    assertThat(summary.duplicates()).isEqualTo(1);
    assertThat(summary.isIntact()).isTrue();
  }

  @Test
  void summarise_aTornTail_isNotIntact() throws Exception {
    Path file = ledger("a", runs.ledger(5));
    String text = Files.readString(file);
    Files.writeString(file, text.substring(0, text.length() - 20));

    GovernanceSummary summary = summarise(file);

    assertThat(summary.sources(Condition.BROKEN)).hasSize(1);
    assertThat(summary.untrusted().total().runs()).isEqualTo(4);
  }

  @Test
  void summarise_whatIsMissing_isASource() throws Exception {
    Path sound = ledger("a", runs.ledger(3));
    Path empty = Files.createDirectories(directory.resolve("empty"));
    Path blank = Files.writeString(directory.resolve("blank.jsonl"), "\n");
    Path nothing = directory.resolve("nothing");

    GovernanceSummary summary = summarise(sound, empty, blank, nothing);

    assertThat(summary.sources()).hasSize(4);
    assertThat(summary.sources(Condition.NOTHING_TO_CHECK))
        .extracting(source -> source.status().id())
        .containsExactlyInAnyOrder("missing", "missing", "empty");
    assertThat(summary.isIntact()).isFalse();
    assertThat(summary.runs().total().runs()).isEqualTo(3);
  }

  @Test
  void summarise_somethingThatIsNoLedger_isBroken() throws Exception {
    Path file = Files.writeString(directory.resolve("notes.txt"), "hello\n");

    GovernanceSummary summary = summarise(file);

    assertThat(summary.sources().get(0).status()).isInstanceOf(ChainStatus.Malformed.class);
    assertThat(summary.sources(Condition.BROKEN)).hasSize(1);
  }

  @Test
  void summarise_nothingAtAll_isNotIntact() throws Exception {
    assertThat(Loopgen.governance().build().summarise()).isEqualTo(GovernanceSummary.EMPTY);
  }

  @Test
  void summarise_aDirectory_findsLedgersAtAnyDepth() throws Exception {
    ledger("org/1/2/3/4/5/6/7/8/9/deep", runs.ledger(2));
    ledger("org/node_modules/hidden", runs.ledger(3));
    RandomRuns.write(directory.resolve("org/collected/shop/audit.jsonl"), runs.ledger(4));
    RandomRuns.write(directory.resolve("org/.git/audit.jsonl"), runs.ledger(5));

    GovernanceSummary summary = summarise(directory.resolve("org"));

    assertThat(summary.sources())
        .extracting(
            source -> directory.resolve("org").relativize(Path.of(source.label())).toString())
        .containsExactly(
            Path.of("1/2/3/4/5/6/7/8/9/deep").toString(),
            Path.of("collected/shop/audit.jsonl").toString(),
            Path.of("node_modules/hidden").toString());
    assertThat(summary.runs().total().runs()).isEqualTo(9);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void summarise_aSymbolicLink_isASourceThatIsNotIntact() throws Exception {
    Path real = ledger("elsewhere", runs.ledger(2));
    Path file = Files.createDirectories(directory.resolve("org/a/.loopgen")).resolve("audit.jsonl");
    Files.createSymbolicLink(file, real);
    Files.createDirectories(directory.resolve("org/b"));
    Files.createSymbolicLink(directory.resolve("org/b/.loopgen"), real.getParent());

    GovernanceSummary summary = summarise(directory.resolve("org"));

    assertThat(summary.sources(Condition.BROKEN))
        .hasSize(2)
        .allSatisfy(
            source -> assertThat(source.status()).isInstanceOf(ChainStatus.SymbolicLink.class));
    assertThat(summary.runs()).isEqualTo(RunFigures.NONE);
  }

  @Test
  void summarise_aBrokenLedger_isNotAskedForTiers() throws Exception {
    List<AuditEntry> entries = new ArrayList<>(runs.ledger(5));
    entries.remove(2);

    GovernanceSummary summary =
        builder(ledger("a", entries))
            .tiers(
                (ledger, status) -> {
                  throw new AssertionError("asked");
                })
            .build()
            .summarise();

    assertThat(summary.isIntact()).isFalse();
  }

  @Test
  void summarise_aProject_expectsWhatIsKnownOfItsLedger() throws Exception {
    ledger("a", runs.ledger(5));
    LedgerExpectation other =
        LedgerExpectation.NONE.and(
            new Anchor.Entries("commit", Set.of(Sha256.of("x".repeat(32).getBytes(UTF_8))), 9));

    GovernanceSummary summary =
        Loopgen.governance().project(directory.resolve("a"), other).build().summarise();

    assertThat(summary.sources().get(0).status()).isInstanceOf(ChainStatus.Truncated.class);
    assertThat(summary.sources().get(0).label()).isEqualTo(directory.resolve("a").toString());
    assertThat(summary.isIntact()).isFalse();
  }
}
