package dev.loopgen.maven.plugin;

import dev.loopgen.api.attest.ExpectedIdentity;
import dev.loopgen.api.gate.GateDecision;
import dev.loopgen.api.gate.TrustTier;
import dev.loopgen.api.run.Trust;
import dev.loopgen.attest.CheckpointFiles;
import dev.loopgen.attest.KeyAttestationVerifier;
import dev.loopgen.attest.SigningKey;
import dev.loopgen.core.GateBuilder;
import dev.loopgen.core.Loopgen;
import dev.loopgen.report.decision.DecisionReport;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether the tree on disk has the evidence that the policy of its base requires, and fails
 * the build unless it has. It runs nothing: {@code loopgen:run} or the {@code loopgen} command has
 * to have run on exactly this tree before.
 *
 * @since 0.1.0
 */
@Mojo(name = "check", defaultPhase = LifecyclePhase.VERIFY, aggregator = true, threadSafe = true)
public final class CheckMojo extends JudgingMojo {

  private static final String SIGNED_BY = "loopgen.signedBy";

  /**
   * Loops that must have passed, in addition to those of the policy.
   *
   * @since 0.1.0
   */
  @Parameter(property = "loopgen.require")
  List<String> require = List.of();

  /**
   * Whether only runs count that are attested by a signer of {@code signedBy} or else of the
   * policy.
   *
   * @since 0.1.0
   */
  @Parameter(property = "loopgen.requireAttested", defaultValue = "false")
  boolean requireAttested;

  /**
   * Files with the public keys, in PEM, whose holders may have attested the runs, separated by
   * commas. Counts on the command line only.
   *
   * @since 0.1.0
   */
  @Parameter(property = SIGNED_BY)
  @Nullable String signedBy;

  /**
   * Whether to refuse also if a run since the base recorded a violation that was reverted later.
   *
   * @since 0.1.0
   */
  @Parameter(property = "loopgen.requireNoViolations", defaultValue = "false")
  boolean requireNoViolations;

  /**
   * Whether to show what was checked for each rule.
   *
   * @since 0.1.0
   */
  @Parameter(property = "loopgen.explain", defaultValue = "false")
  boolean explain;

  /** Used by Maven. */
  public CheckMojo() {}

  @Override
  void act() throws MojoFailureException, MojoExecutionException, InterruptedException {
    GateDecision decision = gate().build().decide();
    List<String> lines =
        new DecisionReport(decision, Loopgen.version()).text(explain).lines().toList();
    if (decision.accepted()) {
      lines.forEach(getLog()::info);
    } else if (decision instanceof GateDecision.Undecided) {
      throw new MojoExecutionException(LogText.of("The gate could not decide.", lines));
    } else {
      throw new MojoFailureException(LogText.of("The gate refuses the tree.", lines));
    }
  }

  private GateBuilder gate() {
    KeyAttestationVerifier verifier = KeyAttestationVerifier.create();
    GateBuilder gate =
        Loopgen.gate(directory())
            .trust(expecting(trust()))
            .specFile(specFile())
            .attestationVerifier(verifier)
            .waiverVerifier(verifier)
            .checkpointVerifier(CheckpointFiles.create());
    require.forEach(gate::require);
    if (requireNoViolations) {
      gate.noRecordedViolations();
    }
    if (requireAttested) {
      gate.trustTier(TrustTier.KEY_SIGNED);
    }
    return gate;
  }

  private Trust expecting(Trust trust) {
    settings().require(SIGNED_BY, signedBy);
    Trust expecting = trust;
    for (String file : signedBy == null ? new String[0] : signedBy.split(",")) {
      Path key = Path.of(session.getExecutionRootDirectory()).resolve(file.strip());
      expecting = expecting.expecting(new ExpectedIdentity.Key(SigningKey.readPublicKey(key)));
    }
    return expecting;
  }
}
