package dev.loopgen.api.governance;

import dev.loopgen.api.governance.SourceSummary.Condition;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Figures about an organisation's runs, from its ledgers.
 *
 * <p>Summaries of different ledgers can be computed anywhere and {@linkplain #merge merged} in any
 * order. An entry in several ledgers is counted once only if one {@link Governance} reads all of
 * them; merging adds figures up.
 *
 * <p>An intact ledger shows that its entries were not edited, not that its runs were honest or that
 * none is missing at its end.
 *
 * @param runs the figures of the intact ledgers
 * @param untrusted the figures that the other ledgers claim; never part of {@code runs}, and
 *     without run details
 * @param sources each given ledger, ordered by label
 */
public record GovernanceSummary(RunFigures runs, RunFigures untrusted, List<SourceSummary> sources)
    implements GroupedFigures.Mergeable<GovernanceSummary> {

  /** The summary of no ledgers. */
  public static final GovernanceSummary EMPTY =
      new GovernanceSummary(RunFigures.NONE, RunFigures.NONE, List.of());

  /** Copies and sorts the list. */
  public GovernanceSummary {
    Objects.requireNonNull(runs, "runs");
    Objects.requireNonNull(untrusted, "untrusted");
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
   * Encodes this summary, to be merged elsewhere: as canonical JSON with the version of the format
   * and a SHA-256 of the content. Equal summaries have equal encodings.
   *
   * <p>The SHA-256 finds damage, not forgery: whoever can change the bytes can change it too.
   *
   * @return the bytes, for {@link #decode}
   */
  public byte[] encode() {
    return SummaryCodec.encode(this);
  }

  /**
   * Decodes a summary.
   *
   * @param encoded bytes that {@link #encode} returned
   * @return the same summary
   * @throws IllegalArgumentException if the bytes are anything else, or of another version
   */
  public static GovernanceSummary decode(byte[] encoded) {
    return SummaryCodec.decode(encoded);
  }

  /**
   * Tells whether at least one ledger was given and all are intact.
   *
   * @return false if none was given
   */
  public boolean isIntact() {
    return !sources.isEmpty() && sources.stream().allMatch(source -> source.status().isIntact());
  }

  /**
   * Returns the sources in a condition.
   *
   * @param condition the condition
   * @return these sources, ordered by label
   */
  public List<SourceSummary> sources(Condition condition) {
    return sources.stream().filter(source -> source.condition() == condition).toList();
  }

  /**
   * Counts the entries that were not counted again.
   *
   * @return the number of duplicate entries
   */
  public long duplicates() {
    return sources.stream().mapToLong(SourceSummary::duplicates).sum();
  }
}
