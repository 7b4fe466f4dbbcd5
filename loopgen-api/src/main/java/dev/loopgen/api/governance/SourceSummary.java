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
 * What became of one ledger that was given.
 *
 * @param label what reports call it
 * @param path where it is, or should be
 * @param status what its check found
 * @param bytes how long it is, 0 where it could not be read
 * @param entries how many lines could be read as an entry
 * @param runs the counts of those that were not counted in a source before; of what it claims,
 *     where it is not intact
 * @param byTier the number of these runs by what stands behind them
 * @param first when the first of these runs started; null where none has a date
 * @param last when the last of these runs started; null where none has a date
 * @param duplicates how many entries were not counted because they were counted before, in this
 *     source or in one that was given before it
 * @param sameAs the label of the source before it that is the very same file; null where there is
 *     none
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

  /** Orders sources by label, and then by whatever tells them apart. */
  public static final Comparator<SourceSummary> BY_LABEL =
      Comparator.comparing(SourceSummary::label)
          .thenComparing(SourceSummary::path)
          .thenComparing(SourceSummary::toString);

  /** Copies the map. */
  public SourceSummary {
    Objects.requireNonNull(label);
    Objects.requireNonNull(path);
    Objects.requireNonNull(status);
    Objects.requireNonNull(runs);
    byTier = Collections.unmodifiableSortedMap(new TreeMap<>(byTier));
  }

  /**
   * Says in one word how the source is.
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

  /** How a source is. */
  public enum Condition {
    /** Its runs are counted. */
    INTACT,
    /** It is intact, and was given before. */
    REPEATED,
    /** It is missing, empty or cannot be read. */
    NOTHING_TO_CHECK,
    /** It was tampered with or is damaged; what it claims is kept apart. */
    BROKEN
  }

  /**
   * Counts the runs that an expected identity signed, as verified.
   *
   * @return how many there are, of all {@linkplain TrustTier#isAttested() attested} tiers
   */
  public long attested() {
    return RunFigures.attested(byTier);
  }
}
