package dev.loopgen.api.governance;

import dev.loopgen.api.governance.SourceSummary.Condition;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * How an organisation is doing, as its ledgers tell.
 *
 * <p>Summaries of different ledgers can be worked out anywhere and {@linkplain #merge merged} in
 * any order. An entry that stands in several ledgers is counted once only where one {@link
 * Governance} reads all of them; merging adds up.
 *
 * <p>A ledger that is intact shows that nothing in it was edited, not that its runs were honest or
 * that none is missing at its end.
 *
 * @param runs what the intact ledgers tell
 * @param untrusted what the ledgers claim that are not intact; never part of {@code runs}, and
 *     without details
 * @param sources each ledger that was given, in the order of the labels
 */
public record GovernanceSummary(RunFigures runs, RunFigures untrusted, List<SourceSummary> sources)
    implements GroupedFigures.Mergeable<GovernanceSummary> {

  /** Nothing was given. */
  public static final GovernanceSummary EMPTY =
      new GovernanceSummary(RunFigures.NONE, RunFigures.NONE, List.of());

  /** Copies the list and orders it. */
  public GovernanceSummary {
    Objects.requireNonNull(runs);
    Objects.requireNonNull(untrusted);
    sources = sources.stream().sorted(SourceSummary.BY_LABEL).toList();
  }

  @Override
  public GovernanceSummary merge(GovernanceSummary other) {
    return new GovernanceSummary(
        runs.merge(other.runs),
        untrusted.merge(other.untrusted),
        Stream.concat(sources.stream(), other.sources.stream()).toList());
  }

  /**
   * Tells whether there is a ledger, and each that was given is intact.
   *
   * @return false also where nothing was given
   */
  public boolean isIntact() {
    return !sources.isEmpty() && sources.stream().allMatch(source -> source.status().isIntact());
  }

  /**
   * Returns the sources in some condition.
   *
   * @param condition the condition
   * @return these sources, in the order of their labels
   */
  public List<SourceSummary> sources(Condition condition) {
    return sources.stream().filter(source -> source.condition() == condition).toList();
  }

  /**
   * Counts the entries that were left out because they were counted before.
   *
   * @return how many there are
   */
  public long duplicates() {
    return sources.stream().mapToLong(SourceSummary::duplicates).sum();
  }
}
