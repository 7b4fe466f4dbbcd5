package dev.loopgen.cli.audit;

import dev.loopgen.api.attest.Attestor;
import dev.loopgen.api.attest.CiIdentity;
import dev.loopgen.api.attest.ExpectedIdentity;
import dev.loopgen.api.gate.GateDecision;
import dev.loopgen.api.gate.TrustTier;
import dev.loopgen.api.ledger.Anchor;
import dev.loopgen.api.ledger.WitnessQuorum;
import dev.loopgen.api.run.Trust;
import dev.loopgen.attest.CheckpointFiles;
import dev.loopgen.cli.checkpoint.CheckpointOptions;
import dev.loopgen.cli.checkpoint.WitnessPolicyFile;
import dev.loopgen.cli.decision.DecisionOptions;
import dev.loopgen.cli.decision.DecisionSignatures;
import dev.loopgen.cli.ledger.LedgerOptions;
import dev.loopgen.cli.policy.PolicyFile;
import dev.loopgen.cli.signing.ExpectedSignerOptions;
import dev.loopgen.cli.support.AgeConverter;
import dev.loopgen.cli.support.CommandContext;
import dev.loopgen.cli.support.ExitCode;
import dev.loopgen.cli.support.InstantConverter;
import dev.loopgen.cli.support.ProjectArgument;
import dev.loopgen.cli.support.TrustOptions;
import dev.loopgen.cli.support.VersionProvider;
import dev.loopgen.core.GateBuilder;
import dev.loopgen.core.Loopgen;
import dev.loopgen.report.decision.DecisionReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Decides whether a change may be merged. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description =
        "Decides whether the tree on disk has the evidence that the policy of its base requires.")
final class CheckCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private ProjectArgument project;

  @Mixin private LedgerOptions ledger;

  @Option(
      names = "--require",
      paramLabel = "LOOP",
      description = "A loop that must have passed; may be repeated.")
  private List<String> loops = List.of();

  @Option(
      names = "--since",
      paramLabel = "INSTANT",
      converter = InstantConverter.class,
      description = "Count only runs from this instant on.")
  private @Nullable Instant since;

  @Option(
      names = "--max-age",
      paramLabel = "AGE",
      converter = AgeConverter.class,
      description = "Count no runs older than this: 30m, 12h or 7d.")
  private @Nullable Duration maxAge;

  @Option(
      names = "--require-attested",
      description = "Count only runs attested by the signer named here, or else in the policy.")
  private boolean attested;

  @Mixin private ExpectedSignerOptions signers;

  @Mixin private CheckpointOptions checkpoints;

  @Option(
      names = "--witness-policy",
      paramLabel = "FILE",
      description =
          "Require a checkpoint that the witnesses of this tlog-policy cosigned and that covers"
              + " every run that counts.")
  private @Nullable Path witnesses;

  @Option(
      names = "--witness-max-age",
      paramLabel = "AGE",
      converter = AgeConverter.class,
      description = "Count no quorum of the witnesses that is older than this: 30m, 12h or 7d.")
  private @Nullable Duration witnessAge;

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "Decide by this policy instead of the base's .loopgen/policy.yaml.")
  private @Nullable Path policy;

  @Option(names = "--require-chain", description = "Always on; accepted for npm loopgen's callers.")
  private boolean chain;

  @Option(
      names = "--require-no-violations",
      description =
          "Also refuse if a run since the base, or since --since, recorded a violation that was"
              + " reverted later.")
  private boolean noViolations;

  @Option(
      names = "--explain",
      description = "Also show what was checked for each rule, and the rules that are met.")
  private boolean explain;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print the verdict alone.")
  private boolean quiet;

  @Mixin private TrustOptions options;

  @Mixin private DecisionOptions files;

  /** Used by picocli. */
  CheckCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    Map<String, String> environment = CommandContext.environment(spec);
    Optional<Attestor> attestor = files.prepare(signers.trustedRoot(), environment);
    GateBuilder gate = gate();
    DecisionReport report = new DecisionReport(gate.build().decide(), Loopgen.version());
    DecisionSignatures written = files.write(report, attestor, environment);
    print(report, written);
    if (report.decision().accepted()) {
      return written.exitCode();
    }
    return report.decision() instanceof GateDecision.Undecided
        ? ExitCode.UNDECIDED
        : ExitCode.REFUSED;
  }

  private GateBuilder gate() {
    List<ExpectedIdentity> expected = signers.expected();
    GateBuilder gate =
        Loopgen.gate(project.directory())
            .trust(trust(expected))
            .ledger(ledger.of(project.directory()))
            .specFile(options.specFile)
            .attestationVerifier(signers.verifier())
            .waiverVerifier(signers.waiverVerifier())
            .checkpointVerifier(CheckpointFiles.create())
            .witnessVerifier(CheckpointFiles.witnesses());
    loops.forEach(gate::require);
    Optional.ofNullable(since).ifPresent(gate::since);
    Optional.ofNullable(maxAge).ifPresent(gate::maxAge);
    Optional.ofNullable(policy).map(PolicyFile::read).ifPresent(gate::policy);
    if (noViolations) {
      gate.noRecordedViolations();
    }
    if (attested) {
      gate.trustTier(tier(expected));
    }
    return gate;
  }

  private Trust trust(List<ExpectedIdentity> expected) {
    Trust trust = options.trust(CommandContext.environment(spec));
    for (ExpectedIdentity identity : expected) {
      trust = trust.expecting(identity);
    }
    for (Anchor.Signed anchor : checkpoints.anchors()) {
      trust = trust.anchored(anchor);
    }
    if (witnesses != null) {
      return trust.witnessed(new WitnessQuorum(WitnessPolicyFile.text(witnesses), witnessAge));
    }
    if (witnessAge != null) {
      throw new IllegalArgumentException("--witness-max-age needs a --witness-policy.");
    }
    return trust;
  }

  /** Returns the tier that a run must reach: that of a CI job if only CI jobs are named. */
  private static TrustTier tier(List<ExpectedIdentity> expected) {
    boolean onlyJobs =
        !expected.isEmpty() && expected.stream().allMatch(CiIdentity.class::isInstance);
    return onlyJobs ? TrustTier.KEYLESS : TrustTier.KEY_SIGNED;
  }

  private void print(DecisionReport report, DecisionSignatures written) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(report.json());
      written.print(spec.commandLine().getErr());
    } else {
      Stream<String> lines = report.text(explain).lines().limit(quiet ? 1 : Long.MAX_VALUE);
      lines.map(CommandContext.colours(spec)::line).forEach(out::println);
      written.print(out);
    }
  }
}
