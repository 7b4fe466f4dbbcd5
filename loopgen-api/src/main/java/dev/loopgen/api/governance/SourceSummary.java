package dev.loopgen.api.governance;

import dev.loopgen.api.gate.TrustTier;
import dev.loopgen.api.ledger.ChainStatus;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The summary of one given ledger.
 *
 * @param label its name in reports
 * @param path its file, which may be missing
 * @param status the result of its check
 * @param bytes its size; 0 if it could not be read
 * @param entries the number of lines that could be read as an entry
 * @param runs the counts of the runs that no earlier source counted; as claimed if the ledger is
 *     not intact
 * @param byTier the number of these runs by trust tier
 * @param first when the first of these runs started; null if none has a date
 * @param last when the last of these runs started; null if none has a date
 * @param duplicates the number of entries that were not counted again, because this or an earlier
 *     source had counted them
 * @param sameAs the label of an earlier source that is the same file; null if there is none
 */
public record SourceSummary(
    String label,
    String path,
    ChainStatus status,
    long bytes,
    long entries,
    RunTally runs,
    SortedMap<TrustTier, Long> byTier,
    @Nullable Instant first,
    @Nullable Instant last,
    long duplicates,
    @Nullable String sameAs) {

  /** Orders sources by label, then by the other components. */
  public static final Comparator<SourceSummary> BY_LABEL =
      Comparator.comparing(SourceSummary::label)
          .thenComparing(SourceSummary::path)
          .thenComparing(SourceSummary::toString);

  /** Copies the map. */
  public SourceSummary {
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(runs, "runs");
    byTier = Collections.unmodifiableSortedMap(new TreeMap<>(byTier));
  }

  /**
   * Returns the condition of the source.
   *
   * @return the condition
   */
  public Condition condition() {
    if (status.isIntact()) {
      return sameAs == null ? Condition.INTACT : Condition.REPEATED;
    }
    boolean nothing =
        status instanceof ChainStatus.Missing
            || status instanceof ChainStatus.Empty
            || status instanceof ChainStatus.Unreadable;
    return nothing ? Condition.NOTHING_TO_CHECK : Condition.BROKEN;
  }

  /** The condition of a source. */
  public enum Condition {
    /** It is intact and its runs are counted. */
    INTACT,
    /** It is intact and was given before. */
    REPEATED,
    /** It is missing, empty or unreadable. */
    NOTHING_TO_CHECK,
    /** It was tampered with or is damaged; its claims are reported separately. */
    BROKEN
  }

  /**
   * Counts the runs that an expected identity is verified to have signed.
   *
   * @return the number of runs in all {@linkplain TrustTier#isAttested() attested} tiers
   */
  public long attested() {
    return RunFigures.attested(byTier);
  }
}
