package dev.loopgen.core;

import dev.loopgen.api.attest.AttestationVerifier;
import dev.loopgen.api.gate.Gate;
import dev.loopgen.api.gate.GatePolicy;
import dev.loopgen.api.gate.TrustTier;
import dev.loopgen.api.gate.WaiverVerifier;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.ledger.CheckpointVerifier;
import dev.loopgen.api.run.Trust;
import dev.loopgen.api.tree.ChangeDetector;
import dev.loopgen.core.internal.files.BundleFiles;
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

/** Builds a {@link Gate}; not thread-safe, though what it builds is. */
public final class GateBuilder {

  private final Path project;
  private final Set<String> loops = new LinkedHashSet<>();
  private Trust trust = Trust.local();
  private String specFile = ".loopgen/loopgen.loop.yaml";
  private Clock clock = Clock.systemUTC();
  private TrustTier tier = TrustTier.LOCAL;
  private boolean noRecordedViolations;
  private @Nullable Instant since;
  private @Nullable Duration maxAge;
  private @Nullable GatePolicy policy;
  private @Nullable AttestationVerifier verifier;
  private @Nullable WaiverVerifier waiverVerifier;
  private @Nullable CheckpointVerifier checkpointVerifier;
  private @Nullable ChangeDetector detector;
  private @Nullable AuditLedger ledger;

  GateBuilder(Path project) {
    this.project = Objects.requireNonNull(project, "project");
  }

  /**
   * Says what the caller trusts. If not called, {@link Trust#local()}.
   *
   * @param trust the trust
   * @return this builder
   */
  public GateBuilder trust(Trust trust) {
    this.trust = Objects.requireNonNull(trust, "trust");
    return this;
  }

  /**
   * Gives the policy in place of the base's {@code .loopgen/policy.yaml}, which then does not
   * count. If not called, that one holds; where the base has none, {@link
   * GatePolicy#localEvidence()}.
   *
   * @param policy the policy, from a place that the change under judgement cannot write
   * @return this builder
   */
  public GateBuilder policy(GatePolicy policy) {
    this.policy = Objects.requireNonNull(policy, "policy");
    return this;
  }

  /**
   * Requires a loop beside those of the policy, also where a waiver excuses it. If not called, the
   * policy's are required; where it names none, the only loop of the spec file, and a file with
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
   * Demands, beside what the policy does, that every run is worth something. If not called, the
   * policy decides.
   *
   * @param tier what a run must be worth at least
   * @return this builder
   * @throws IllegalArgumentException if the tier is no {@linkplain TrustTier#isEvidence() evidence}
   */
  public GateBuilder trustTier(TrustTier tier) {
    this.tier = tier.requireEvidence();
    return this;
  }

  /**
   * Names the spec file. If not called, {@code .loopgen/loopgen.loop.yaml}.
   *
   * @param path a path relative to the project, separated by {@code /}
   * @return this builder
   */
  public GateBuilder specFile(String path) {
    this.specFile = Objects.requireNonNull(path, "path");
    return this;
  }

  /**
   * Lets only later runs count, whatever the policy says. If not called, the policy decides.
   *
   * @param since the first instant that counts
   * @return this builder
   */
  public GateBuilder since(Instant since) {
    this.since = Objects.requireNonNull(since, "since");
    return this;
  }

  /**
   * Refuses where a run recorded a violation, even if it was reverted later, and also where a
   * waiver excuses it. What counts are the runs that the ledger of the base does not hold, or,
   * where {@link #since} is called, those from then on. If not called, the policy decides.
   *
   * @return this builder
   */
  public GateBuilder noRecordedViolations() {
    this.noRecordedViolations = true;
    return this;
  }

  /**
   * Lets no older runs count, whatever the policy says. If not called, the policy decides.
   *
   * @param age how old a run may be
   * @return this builder
   */
  public GateBuilder maxAge(Duration age) {
    this.maxAge = Objects.requireNonNull(age, "age");
    return this;
  }

  /**
   * Sets what verifies the bundles of runs that must be worth more than {@link TrustTier#LOCAL}. If
   * not called, such a run is undecided.
   *
   * @param verifier the verifier
   * @return this builder
   */
  public GateBuilder attestationVerifier(AttestationVerifier verifier) {
    this.verifier = Objects.requireNonNull(verifier, "verifier");
    return this;
  }

  /**
   * Sets what verifies signed waivers, which count where the policy names who may sign them. If not
   * called, a policy that names somebody is undecided where there is one.
   *
   * @param verifier the verifier
   * @return this builder
   */
  public GateBuilder waiverVerifier(WaiverVerifier verifier) {
    this.waiverVerifier = Objects.requireNonNull(verifier, "verifier");
    return this;
  }

  /**
   * Sets what opens the checkpoints that a policy names. If not called, a policy that names any is
   * undecided.
   *
   * @param checkpoints the verifier
   * @return this builder
   */
  public GateBuilder checkpointVerifier(CheckpointVerifier checkpoints) {
    this.checkpointVerifier = Objects.requireNonNull(checkpoints, "checkpoints");
    return this;
  }

  /**
   * Sets what looks at the repository. If not called, the git repository around the project.
   *
   * @param detector the detector
   * @return this builder
   */
  public GateBuilder detector(ChangeDetector detector) {
    this.detector = Objects.requireNonNull(detector, "detector");
    return this;
  }

  /**
   * Sets what holds the evidence. If not called, {@link Loopgen#ledger(Path)}.
   *
   * @param ledger the ledger
   * @return this builder
   */
  public GateBuilder ledger(AuditLedger ledger) {
    this.ledger = Objects.requireNonNull(ledger, "ledger");
    return this;
  }

  /**
   * Sets the clock that tells which entries lie in the future. If not called, the system's.
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
   * @throws dev.loopgen.api.RepositoryException if no detector is set and there is no git
   *     repository around the project that can be read
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
            looking,
            committed,
            ledger == null ? Loopgen.ledger(directory) : ledger,
            new BundleFiles(directory),
            Optional.ofNullable(verifier),
            Optional.ofNullable(waiverVerifier),
            Optional.ofNullable(checkpointVerifier),
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
