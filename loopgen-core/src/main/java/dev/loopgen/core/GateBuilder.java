package dev.loopgen.core;

import dev.loopgen.api.attest.AttestationVerifier;
import dev.loopgen.api.gate.Gate;
import dev.loopgen.api.gate.GatePolicy;
import dev.loopgen.api.gate.TrustTier;
import dev.loopgen.api.gate.WaiverVerifier;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.ledger.CheckpointVerifier;
import dev.loopgen.api.ledger.WitnessVerifier;
import dev.loopgen.api.run.Trust;
import dev.loopgen.api.tree.ChangeDetector;
import dev.loopgen.core.internal.files.BundleFiles;
import dev.loopgen.core.internal.files.ProjectLayout;
import dev.loopgen.core.internal.flight.RecordedDetector;
import dev.loopgen.core.internal.gate.CommittedFiles;
import dev.loopgen.core.internal.gate.EvidenceGate;
import dev.loopgen.core.internal.tree.JGitChangeDetector;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Builds a {@link Gate}. The builder is not thread-safe; the gate is. */
public final class GateBuilder {

  private final Path project;
  private final Set<String> loops = new LinkedHashSet<>();
  private Trust trust = Trust.local();
  private String specFile = ProjectLayout.DIRECTORY + "/loopgen.loop.yaml";
  private Clock clock = Clock.systemUTC();
  private TrustTier tier = TrustTier.LOCAL;
  private boolean noRecordedViolations;
  private @Nullable Instant since;
  private @Nullable Duration maxAge;
  private @Nullable GatePolicy policy;
  private @Nullable AttestationVerifier verifier;
  private @Nullable WaiverVerifier waiverVerifier;
  private @Nullable CheckpointVerifier checkpointVerifier;
  private @Nullable WitnessVerifier witnessVerifier;
  private @Nullable ChangeDetector detector;
  private @Nullable AuditLedger ledger;

  GateBuilder(Path project) {
    this.project = Objects.requireNonNull(project, "project");
  }

  /**
   * Sets what the caller trusts. Default: {@link Trust#local()}.
   *
   * @param trust the trust
   * @return this builder
   */
  public GateBuilder trust(Trust trust) {
    this.trust = Objects.requireNonNull(trust, "trust");
    return this;
  }

  /**
   * Replaces the base's {@code .loopgen/policy.yaml}, which is then ignored. Default: the base's
   * file, or {@link GatePolicy#localEvidence()} if the base has none.
   *
   * @param policy the policy, from a source that the change under judgement cannot write
   * @return this builder
   */
  public GateBuilder policy(GatePolicy policy) {
    this.policy = Objects.requireNonNull(policy, "policy");
    return this;
  }

  /**
   * Requires a loop in addition to those of the policy; no waiver excuses it. Default: the policy's
   * loops. If the policy names none, the only loop of the spec file is required, and a file with
   * several is refused.
   *
   * @param loopId the loop's id
   * @return this builder
   * @throws IllegalArgumentException if the id is blank
   */
  public GateBuilder require(String loopId) {
    loops.add(new GatePolicy.RequiredLoop(loopId, TrustTier.LOCAL).id());
    return this;
  }

  /**
   * Requires every run to reach at least this tier, in addition to what the policy requires.
   * Default: the policy decides.
   *
   * @param tier the lowest tier that is accepted
   * @return this builder
   * @throws IllegalArgumentException if the tier is not {@linkplain TrustTier#isEvidence()
   *     evidence}
   */
  public GateBuilder trustTier(TrustTier tier) {
    this.tier = tier.requireEvidence();
    return this;
  }

  /**
   * Sets the spec file. Default: {@code .loopgen/loopgen.loop.yaml}.
   *
   * @param path a path relative to the project, separated by {@code /}
   * @return this builder
   */
  public GateBuilder specFile(String path) {
    this.specFile = Objects.requireNonNull(path, "path");
    return this;
  }

  /**
   * Ignores runs before an instant, whatever the policy says. Default: the policy decides.
   *
   * @param since the first instant that counts
   * @return this builder
   */
  public GateBuilder since(Instant since) {
    this.since = Objects.requireNonNull(since, "since");
    return this;
  }

  /**
   * Refuses if a run recorded a violation, even if it was reverted later; no waiver excuses it.
   * Runs count that are not in the base's ledger or, if {@link #since} is set, runs from that
   * instant on. Default: the policy decides.
   *
   * @return this builder
   */
  public GateBuilder noRecordedViolations() {
    this.noRecordedViolations = true;
    return this;
  }

  /**
   * Ignores runs older than an age, whatever the policy says. Default: the policy decides.
   *
   * @param age how old a run may be
   * @return this builder
   */
  public GateBuilder maxAge(Duration age) {
    this.maxAge = Objects.requireNonNull(age, "age");
    return this;
  }

  /**
   * Sets the verifier of attestation bundles, needed for runs that must reach a tier above {@link
   * TrustTier#LOCAL}. Default: none, and such a run is undecided.
   *
   * @param verifier the verifier
   * @return this builder
   */
  public GateBuilder attestationVerifier(AttestationVerifier verifier) {
    this.verifier = Objects.requireNonNull(verifier, "verifier");
    return this;
  }

  /**
   * Sets the verifier of signed waivers, which count if the policy names who may sign them.
   * Default: none; under a policy that names signers, a signed waiver is then undecided.
   *
   * @param verifier the verifier
   * @return this builder
   */
  public GateBuilder waiverVerifier(WaiverVerifier verifier) {
    this.waiverVerifier = Objects.requireNonNull(verifier, "verifier");
    return this;
  }

  /**
   * Sets the verifier of the checkpoints that a policy names. Default: none, and a policy that
   * names any is undecided.
   *
   * @param checkpoints the verifier
   * @return this builder
   */
  public GateBuilder checkpointVerifier(CheckpointVerifier checkpoints) {
    this.checkpointVerifier = Objects.requireNonNull(checkpoints, "checkpoints");
    return this;
  }

  /**
   * Sets the verifier of checkpoints that witnesses cosigned. Default: none, and where the policy
   * or the caller's trust asks for witnesses, the gate is undecided.
   *
   * @param witnesses the verifier
   * @return this builder
   */
  public GateBuilder witnessVerifier(WitnessVerifier witnesses) {
    this.witnessVerifier = Objects.requireNonNull(witnesses, "witnesses");
    return this;
  }

  /**
   * Sets how the repository is read. Default: the git repository that contains the project.
   *
   * @param detector the detector
   * @return this builder
   */
  public GateBuilder detector(ChangeDetector detector) {
    this.detector = Objects.requireNonNull(detector, "detector");
    return this;
  }

  /**
   * Sets the ledger that holds the evidence. Default: {@link Loopgen#ledger(Path)}.
   *
   * @param ledger the ledger
   * @return this builder
   */
  public GateBuilder ledger(AuditLedger ledger) {
    this.ledger = Objects.requireNonNull(ledger, "ledger");
    return this;
  }

  /**
   * Sets the clock that decides which entries lie in the future. Default: the system clock.
   *
   * @param clock the clock
   * @return this builder
   */
  public GateBuilder clock(Clock clock) {
    this.clock = Objects.requireNonNull(clock, "clock");
    return this;
  }

  /**
   * Builds the gate.
   *
   * @return the gate
   * @throws dev.loopgen.api.RepositoryException if no detector is set and no readable git
   *     repository contains the project
   * @throws IllegalArgumentException if the greatest age is not positive
   */
  public Gate build() {
    Path directory = project.toAbsolutePath().normalize();
    ChangeDetector looking = detector;
    Supplier<CommittedFiles> committed = CommittedFiles::ofBase;
    if (looking == null) {
      JGitChangeDetector git = JGitChangeDetector.open(directory);
      committed = () -> CommittedFiles.of(git.reopened());
      looking = git;
    }
    return new EvidenceGate(
        new EvidenceGate.Parts(
            trust,
            new RecordedDetector(looking),
            committed,
            ledger == null ? Loopgen.ledger(directory) : ledger,
            new BundleFiles(directory),
            Optional.ofNullable(verifier),
            Optional.ofNullable(waiverVerifier),
            Optional.ofNullable(checkpointVerifier),
            Optional.ofNullable(witnessVerifier),
            Optional.ofNullable(policy),
            callerPolicy(),
            specFile,
            clock));
  }

  private GatePolicy callerPolicy() {
    GatePolicy.Builder all = GatePolicy.builder().trust(tier);
    loops.forEach(loop -> all.require(new GatePolicy.RequiredLoop(loop, tier)));
    if (noRecordedViolations) {
      all.noRecordedViolations();
    }
    Optional.ofNullable(since).ifPresent(all::since);
    Optional.ofNullable(maxAge).ifPresent(all::maxAge);
    return all.build();
  }
}
