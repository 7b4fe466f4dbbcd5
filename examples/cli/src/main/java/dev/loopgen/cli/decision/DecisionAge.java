package dev.loopgen.cli.decision;

import dev.loopgen.api.attest.Check;
import dev.loopgen.api.attest.SummaryVerifier;
import dev.loopgen.api.attest.VerifiedTimestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Checks when a decision was made: not in the future, not after it was signed, and not too long
 * ago.
 *
 * @param limit the maximum age, or null for any
 * @param now the current time
 */
record DecisionAge(@Nullable Duration limit, Instant now) {

  /** How far the clocks of signer, log and reader may differ. */
  private static final Duration SKEW = Duration.ofMinutes(1);

  /** Returns the given check, or why its time is not acceptable. */
  Check<SummaryVerifier.VerifiedSummary> check(Check<SummaryVerifier.VerifiedSummary> found) {
    if (found instanceof SummaryVerifier.VerifiedSummary summary) {
      Optional<String> reason = refusal(summary);
      if (reason.isPresent()) {
        return new Check.Rejected<>(reason.get());
      }
    }
    return found;
  }

  private Optional<String> refusal(SummaryVerifier.VerifiedSummary summary) {
    Instant decided = summary.decidedAt();
    Optional<Instant> signed =
        summary.times().stream().map(VerifiedTimestamp::time).min(Instant::compareTo);
    if (latest(summary).isAfter(now.plus(SKEW))) {
      return Optional.of(
          "It is dated "
              + latest(summary)
              + ", which is in the future. Check this machine's"
              + " clock.");
    }
    if (signed.filter(time -> decided.isAfter(time.plus(SKEW))).isPresent()) {
      return Optional.of(
          "It says that the decision was made at "
              + decided
              + ", but its signature existed at "
              + signed.get()
              + " already.");
    }
    Instant oldest = signed.filter(decided::isAfter).orElse(decided);
    if (limit != null && oldest.isBefore(now.minus(limit))) {
      return Optional.of(
          "It is dated "
              + oldest
              + ", more than "
              + text(limit)
              + " ago. Run the check on the tree again.");
    }
    return Optional.empty();
  }

  private static Instant latest(SummaryVerifier.VerifiedSummary summary) {
    return Stream.concat(
            Stream.of(summary.decidedAt()), summary.times().stream().map(VerifiedTimestamp::time))
        .max(Instant::compareTo)
        .orElseThrow();
  }

  /** Formats an age in the largest unit that represents it exactly. */
  static String text(Duration age) {
    long minutes = age.toMinutes();
    if (minutes % Duration.ofDays(1).toMinutes() == 0) {
      return age.toDays() + "d";
    }
    return minutes % Duration.ofHours(1).toMinutes() == 0 ? age.toHours() + "h" : minutes + "m";
  }
}
