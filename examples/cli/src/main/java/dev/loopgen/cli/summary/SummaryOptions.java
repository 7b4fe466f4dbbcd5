package dev.loopgen.cli.summary;

import dev.loopgen.api.governance.Governance;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.cli.attest.AttestationCheckOptions;
import dev.loopgen.cli.signing.AttestationTrust;
import dev.loopgen.cli.support.InstantConverter;
import dev.loopgen.core.GovernanceBuilder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that select runs, what is verified, and where the summary goes. */
final class SummaryOptions {

  @Option(names = "--json", description = "Print one JSON object.")
  boolean json;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Write a report in Markdown to this file.")
  @Nullable Path report;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write a dashboard to this file: one page that loads nothing.")
  @Nullable Path html;

  @Option(
      names = "--title",
      paramLabel = "TEXT",
      description = "The title of the dashboard; needs --html.")
  @Nullable String title;

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

  private @Nullable Path elsewhere;
  private Path project = Path.of("");
  private @Nullable AuditLedger ledger;

  /** Says that the bundles of a ledger that is kept elsewhere are those of a project. */
  void bundlesOf(Path name, Path directory, AuditLedger kept) {
    elsewhere = name;
    project = directory;
    ledger = kept;
  }

  /**
   * Applies the options.
   *
   * @throws IllegalArgumentException if they contradict each other
   */
  GovernanceBuilder apply(GovernanceBuilder builder) {
    if (since != null && until != null && !since.isBefore(until)) {
      throw new IllegalArgumentException(
          "--since " + since + " is not before --until " + until + ", which leaves no run.");
    }
    if (title != null && html == null) {
      throw new IllegalArgumentException("--title is the title of a dashboard; it needs --html.");
    }
    if (since != null) {
      builder.since(since);
    }
    if (until != null) {
      builder.until(until);
    }
    if (report == null && html == null) {
      builder.figuresOnly();
    }
    attestation.trust().ifPresent(trust -> builder.tiers(tiers(trust)));
    return builder;
  }

  private Governance.TierCheck tiers(AttestationTrust trust) {
    BundleTierCheck files = new BundleTierCheck(trust);
    AuditLedger kept = ledger;
    return kept == null
        ? files
        : (name, verified) ->
            name.equals(elsewhere) ? files.check(project, kept, verified) : Map.of();
  }
}
