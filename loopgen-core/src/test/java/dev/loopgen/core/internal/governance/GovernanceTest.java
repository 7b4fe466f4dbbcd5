package dev.loopgen.core.internal.governance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.gate.TrustTier;
import dev.loopgen.api.governance.GovernanceSummary;
import dev.loopgen.api.governance.RunDetail;
import dev.loopgen.api.governance.RunFigures;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.core.fixture.RandomRuns;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of ledgers, and that nothing given is passed over. */
@Tag("slow")
final class GovernanceTest extends GovernanceLedgers {

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

  /** Damage is confirmed by a second reading only in a ledger that is small or being written to. */
  @Test
  void listener_largeDamagedLedger_isReadOnce() throws Exception {
    List<AuditEntry> entries = new ArrayList<>(runs.ledger(6000));
    entries.remove(3);
    Path file = ledger("a", entries);
    AtomicLong last = new AtomicLong();

    GovernanceSummary summary =
        builder(file)
            .listener((done, total) -> last.accumulateAndGet(done, Math::max))
            .build()
            .summarise();

    assertThat(file.toFile().length()).isGreaterThan(4L << 20);
    assertThat(summary.untrusted().total().runs()).isEqualTo(entries.size());
    assertThat(last.get()).isLessThanOrEqualTo(file.toFile().length());
  }

  @Test
  void summarise_interrupted_throws() throws Exception {
    Path file = ledger("a", runs.ledger(50));
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> summarise(file)).isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
  }
}
