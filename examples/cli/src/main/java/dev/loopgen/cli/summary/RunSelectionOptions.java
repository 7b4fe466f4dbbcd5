package dev.loopgen.cli.summary;

import dev.loopgen.cli.attest.AttestationCheckOptions;
import dev.loopgen.cli.support.InstantConverter;
import dev.loopgen.core.GovernanceBuilder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that select runs and what is verified of them. */
final class RunSelectionOptions {

  @Option(
      names = "--since",
      paramLabel = "INSTANT",
      converter = InstantConverter.class,
      description = "Count only runs from this instant on.")
  private @Nullable Instant since;

  @Option(
      names = "--until",
      paramLabel = "INSTANT",
      converter = InstantConverter.class,
      description = "Count only runs before this instant.")
  private @Nullable Instant until;

  @Mixin private AttestationCheckOptions attestation;

  private BundleTierCheck.@Nullable Elsewhere elsewhere;

  /** Says that the bundles of a ledger that is kept elsewhere are those of a project. */
  void bundlesOf(BundleTierCheck.Elsewhere ledger) {
    elsewhere = ledger;
  }

  /**
   * Applies the options.
   *
   * @throws IllegalArgumentException if they contradict each other
   */
  void apply(GovernanceBuilder builder) {
    if (since != null && until != null && !since.isBefore(until)) {
      throw new IllegalArgumentException(
          "--since " + since + " is not before --until " + until + ", which leaves no run.");
    }
    if (since != null) {
      builder.since(since);
    }
    if (until != null) {
      builder.until(until);
    }
    attestation.trust().ifPresent(trust -> builder.tiers(new BundleTierCheck(trust, elsewhere)));
  }
}
