package dev.loopgen.core.internal.governance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.gate.TrustTier;
import dev.loopgen.api.governance.GovernanceSummary;
import dev.loopgen.api.governance.RunDetail;
import dev.loopgen.api.governance.RunFigures;
import dev.loopgen.api.governance.SourceSummary;
import dev.loopgen.api.governance.SourceSummary.Condition;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.Anchor;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.api.ledger.LedgerExpectation;
import dev.loopgen.core.GovernanceBuilder;
import dev.loopgen.core.Loopgen;
import dev.loopgen.core.fixture.RandomRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of ledgers, and that nothing given is passed over. */
@Tag("slow")
final class GovernanceTest {

  @TempDir private Path directory;

  private final RandomRuns runs = new RandomRuns(new Random(7));

  private Path ledger(String project, List<AuditEntry> entries) throws IOException {
    return RandomRuns.write(directory.resolve(project).resolve(".loopgen/audit.jsonl"), entries);
  }

  private static GovernanceSummary summarise(Path... paths) throws InterruptedException {
    return builder(paths).build().summarise();
  }

  private static GovernanceBuilder builder(Path... paths) {
    GovernanceBuilder builder = Loopgen.governance();
    List.of(paths).forEach(builder::path);
    return builder;
  }

  private static RunFigures sums(RunFigures figures) {
    return new RunFigures(
        figures.total(),
        figures.byDay(),
        figures.byLoop(),
        figures.byActor(),
        figures.byMode(),
        figures.byTier(),
        figures.commands(),
        figures.patterns(),
        figures.undated(),
        figures.first(),
        figures.last(),
        List.of(),
        List.of());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void summarise_aLedger_countsWhatItsEntriesSay(long seed) throws Exception {
    List<AuditEntry> entries = new RandomRuns(new Random(seed)).ledger(1500);

    GovernanceSummary summary = summarise(ledger("a", entries));

    assertThat(sums(summary.runs())).isEqualTo(PlainFigures.of(entries));
    assertThat(summary.runs().total().runs()).isEqualTo(1500);
    assertThat(summary.runs().total().retriedUntilGreen()).isPositive();
    assertThat(summary.isIntact()).isTrue();
  }

  @Test
  void summarise_aLargeLedger_countsWhatItsEntriesSay() throws Exception {
    List<AuditEntry> entries = runs.ledger(6000);
    Path file = ledger("a", entries);
    assertThat(Files.size(file)).isGreaterThan(4 << 20);

    assertThat(sums(summarise(file).runs())).isEqualTo(PlainFigures.of(entries));
  }

  @Test
  void summarise_severalLedgers_isTheMergeOfEach() throws Exception {
    List<Path> files = new ArrayList<>();
    GovernanceSummary merged = GovernanceSummary.EMPTY;
    for (int i = 0; i < 20; i++) {
      Path file = ledger("project-" + i, runs.ledger(i * 7 + 1));
      files.add(file);
      merged = merged.merge(summarise(file));
    }

    assertThat(summarise(files.toArray(Path[]::new))).isEqualTo(merged);
  }

  @Test
  void summarise_linesWithWhiteSpaceAround_countTheSame() throws Exception {
    List<AuditEntry> entries = runs.ledger(50);
    Path file = ledger("a", entries);
    RunFigures expected = summarise(file).runs();
    Files.writeString(file, Files.readString(file).replace("\n", "  \r\n\n \n"));

    RunFigures spaced = summarise(file).runs();

    assertThat(spaced).isEqualTo(expected);
    assertThat(spaced.recent()).hasSizeGreaterThan(30);
  }

  @Test
  void summarise_recentRuns_areTheLatestWithTheirCommands() throws Exception {
    List<AuditEntry> entries = runs.ledger(700);
    RunFigures figures = summarise(ledger("a", entries)).runs();

    List<Sha256> expected =
        entries.stream()
            .filter(entry -> EntryRunReader.time(entry).isPresent())
            .sorted(
                Comparator.comparing((AuditEntry entry) -> EntryRunReader.time(entry).orElseThrow())
                    .reversed()
                    .thenComparing(entry -> Sha256.ofHex(entry.hash().orElseThrow())))
            .limit(RunFigures.MAX_DETAILS)
            .map(entry -> Sha256.ofHex(entry.hash().orElseThrow()))
            .toList();
    assertThat(figures.recent()).extracting(RunDetail::hash).isEqualTo(expected);
    assertThat(figures.recentFailures())
        .isNotEmpty()
        .allMatch(run -> !run.passed() && !run.commands().isEmpty());
    assertThat(figures.recent().get(0).commands()).isNotEmpty();
  }

  @Test
  void summarise_figuresOnly_keepsNoDetails() throws Exception {
    Path file = ledger("a", runs.ledger(20));

    RunFigures figures = builder(file).figuresOnly().build().summarise().runs();

    assertThat(figures).isEqualTo(sums(summarise(file).runs()));
    assertThat(figures.recent()).isEmpty();
  }

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
  void summarise_aRange_comparesInstants() throws Exception {
    List<AuditEntry> entries = runs.ledger(100);
    Path file = ledger("a", entries);
    Instant since = Instant.parse("2026-11-24T10:00:00Z");
    Instant until = Instant.parse("2026-11-25T10:00:00Z");

    GovernanceSummary summary = builder(file).since(since).until(until).build().summarise();

    List<AuditEntry> within =
        entries.stream()
            .filter(
                entry ->
                    EntryRunReader.time(entry)
                        .map(at -> !at.isBefore(since) && at.isBefore(until))
                        .orElse(true))
            .toList();
    assertThat(within).hasSizeBetween(5, 60);
    assertThat(sums(summary.runs())).isEqualTo(PlainFigures.of(within));
    assertThat(summary.sources().get(0).entries()).isEqualTo(100);
  }

  @Test
  void summarise_whatAnEntryClaims_isNeverAttested() throws Exception {
    List<AuditEntry> entries = runs.ledger(200);

    RunFigures figures = summarise(ledger("a", entries)).runs();

    assertThat(figures.attested()).isZero();
    assertThat(figures.count(TrustTier.UNVERIFIED)).isPositive();
  }

  @Test
  void summarise_withACheckOfTiers_countsWhatItVerified() throws Exception {
    List<AuditEntry> entries = runs.ledger(200);
    Path file = ledger("a", entries);
    Sha256 one = Sha256.ofHex(entries.get(0).hash().orElseThrow());
    Sha256 other = Sha256.ofHex(entries.get(1).hash().orElseThrow());

    RunFigures figures =
        builder(file)
            .tiers(
                (ledger, status) -> {
                  assertThat(ledger).isEqualTo(file);
                  assertThat(status.isIntact()).isTrue();
                  return Map.of(one, TrustTier.KEY_SIGNED, other, TrustTier.REFUTED);
                })
            .build()
            .summarise()
            .runs();

    assertThat(figures.attested()).isEqualTo(1);
    assertThat(figures.count(TrustTier.REFUTED)).isEqualTo(1);
    assertThat(figures.byTier().values().stream().mapToLong(n -> n).sum()).isEqualTo(200);
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

  @Test
  void listener_isToldHowItProceeds() throws Exception {
    Path file = ledger("a", runs.ledger(500));
    AtomicLong last = new AtomicLong();

    builder(file)
        .listener(
            (done, total) -> {
              assertThat(total).isEqualTo(file.toFile().length());
              last.accumulateAndGet(done, Math::max);
            })
        .build()
        .summarise();

    assertThat(last.get()).isBetween(file.toFile().length() - 5000, file.toFile().length());
  }

  @Test
  void summarise_interrupted_throws() throws Exception {
    Path file = ledger("a", runs.ledger(50));
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> summarise(file)).isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
  }
}
