package dev.loopgen.cli.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.attest.Check;
import dev.loopgen.api.attest.SummaryVerifier;
import dev.loopgen.api.attest.VerifiedSigner;
import dev.loopgen.api.attest.VerifiedTimestamp;
import dev.loopgen.api.digest.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DecisionAgeTest {

  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);

  @Test
  void check_withinTheLimit_isAsFound() {
    Check<SummaryVerifier.VerifiedSummary> found = found(NOW.minus(DAY), NOW.minus(DAY), NOW);

    assertThat(new DecisionAge(DAY, NOW).check(found)).isSameAs(found);
    Check<SummaryVerifier.VerifiedSummary> skewed = found(NOW.plusSeconds(60), NOW);
    assertThat(new DecisionAge(DAY, NOW).check(skewed)).isSameAs(skewed);
    Check<SummaryVerifier.VerifiedSummary> unproven = found(NOW);
    assertThat(new DecisionAge(DAY, NOW).check(unproven)).isSameAs(unproven);
  }

  @Test
  void check_oldByTheSignersWordOrTheProof_isRejected() {
    Instant old = NOW.minus(DAY).minusSeconds(1);

    rejected(new DecisionAge(DAY, NOW), found(old), "more than 1d ago");
    rejected(new DecisionAge(DAY, NOW), found(old, NOW), "more than 1d ago");
    rejected(new DecisionAge(DAY, NOW), found(old.plusSeconds(30), NOW, old), "It is dated " + old);
  }

  @Test
  void check_decidedAfterItWasSigned_isRejectedAtAnyAge() {
    Instant signed = NOW.minus(DAY);

    rejected(new DecisionAge(null, NOW), found(NOW, signed), "existed at " + signed + " already");
    rejected(new DecisionAge(null, NOW), found(NOW, NOW, signed), "already");
  }

  @Test
  void check_future_isRejectedAtAnyAge() {
    Instant future = NOW.plusSeconds(61);

    rejected(new DecisionAge(null, NOW), found(future), "in the future");
    rejected(new DecisionAge(null, NOW), found(NOW, NOW, future), "in the future");
  }

  @Test
  void check_notVerified_staysSo() {
    Check<SummaryVerifier.VerifiedSummary> undecided = new Check.Undecided<>("Unclear.");

    assertThat(new DecisionAge(DAY, NOW).check(undecided)).isSameAs(undecided);
  }

  @ParameterizedTest
  @CsvSource({"PT90M, 90m", "PT36H, 36h", "PT48H, 2d", "PT60M, 1h"})
  void text_isTheLargestExactUnit(Duration age, String text) {
    assertThat(DecisionAge.text(age)).isEqualTo(text);
  }

  private static void rejected(
      DecisionAge age, Check<SummaryVerifier.VerifiedSummary> found, String reason) {
    Check<SummaryVerifier.VerifiedSummary> check = age.check(found);

    assertThat(check).isInstanceOf(Check.Rejected.class);
    assertThat(check.describe()).contains(reason);
  }

  private static Check<SummaryVerifier.VerifiedSummary> found(Instant decided, Instant... proven) {
    return new SummaryVerifier.VerifiedSummary(
        new VerifiedSigner.Key("Ed25519", Sha256.of(new byte[32])),
        Stream.of(proven)
            .map(time -> new VerifiedTimestamp(time, VerifiedTimestamp.Source.TRANSPARENCY_LOG))
            .toList(),
        decided,
        List.of(),
        new SummaryVerifier.VerifiedSummary.Policy("https://a", null));
  }
}
