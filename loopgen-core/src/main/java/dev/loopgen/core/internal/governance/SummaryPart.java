package dev.loopgen.core.internal.governance;

import dev.loopgen.api.governance.GovernanceSummary;
import dev.loopgen.api.governance.RunDetail;
import dev.loopgen.api.governance.RunFigures;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * The summary of some ledgers, without details, and where the runs are of which details are kept.
 * Immutable, if nobody changes the lists.
 */
public final class SummaryPart {

  private final GovernanceSummary figures;
  private final RecentRuns latest;
  private final RecentRuns failures;

  /** Opens ledgers again. */
  @FunctionalInterface
  public interface Ledgers {

    /** Opens a ledger by its number. */
    CountedLedger open(int number) throws IOException;
  }

  SummaryPart(GovernanceSummary figures, RecentRuns latest, RecentRuns failures) {
    this.figures = figures;
    this.latest = latest;
    this.failures = failures;
  }

  /** Merges at least one part, two by two, since merging takes time for everything merged. */
  public static SummaryPart merge(List<SummaryPart> parts) {
    List<SummaryPart> left = new ArrayList<>(parts);
    while (left.size() > 1) {
      List<SummaryPart> merged = new ArrayList<>();
      for (int i = 0; i + 1 < left.size(); i += 2) {
        merged.add(left.get(i).merge(left.get(i + 1)));
      }
      if (left.size() % 2 == 1) {
        merged.add(left.get(left.size() - 1));
      }
      left = merged;
    }
    return left.get(0);
  }

  /** Merges two parts. Associative and commutative. */
  public SummaryPart merge(SummaryPart other) {
    return new SummaryPart(
        figures.merge(other.figures), latest.and(other.latest), failures.and(other.failures));
  }

  /** Returns a part of other figures with the runs of this one. */
  SummaryPart of(GovernanceSummary other) {
    return new SummaryPart(other, latest, failures);
  }

  /** Encodes this part for another process of the same version. */
  public byte[] encode() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      byte[] summary = figures.encode();
      out.writeInt(summary.length);
      out.write(summary);
      latest.writeTo(out);
      failures.writeTo(out);
    } catch (IOException inMemory) {
      throw new UncheckedIOException(inMemory);
    }
    return bytes.toByteArray();
  }

  /** Decodes what {@link #encode} returned. */
  public static SummaryPart decode(byte[] encoded) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(encoded))) {
      GovernanceSummary figures = GovernanceSummary.decode(in.readNBytes(in.readInt()));
      return new SummaryPart(figures, RecentRuns.readFrom(in), RecentRuns.readFrom(in));
    } catch (IOException endedEarly) {
      throw new IllegalArgumentException("the part of a summary is cut off", endedEarly);
    }
  }

  /** Returns the summary without details. */
  public GovernanceSummary figures() {
    return figures;
  }

  /**
   * Reads the details and returns the summary.
   *
   * @param labels returns the label of a ledger by its number
   * @param ledgers opens a ledger by its number
   */
  public GovernanceSummary summary(IntFunction<String> labels, Ledgers ledgers) {
    RunFigures details =
        SummaryBuilder.details(latest, failures, where -> detail(where, labels, ledgers));
    return new GovernanceSummary(
        figures.runs().merge(details), figures.untrusted(), figures.sources());
  }

  private static Optional<RunDetail> detail(
      RecentRuns.RunLocation where, IntFunction<String> labels, Ledgers ledgers) {
    String label = Objects.requireNonNull(labels.apply(where.ledger()));
    try {
      CountedLedger ledger = ledgers.open(where.ledger());
      return RunDetailReader.read(label, ledger::at, where, Map.of());
    } catch (IOException replacedOrGone) {
      return Optional.empty();
    }
  }
}
