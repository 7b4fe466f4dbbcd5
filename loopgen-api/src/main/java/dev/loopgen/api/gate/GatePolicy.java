package dev.loopgen.api.gate;

import dev.loopgen.api.attest.CertificateClaims.Claim;
import dev.loopgen.api.attest.CiIdentity;
import dev.loopgen.api.attest.ClaimRule;
import dev.loopgen.api.attest.ExpectedIdentity;
import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.isolation.Isolation;
import dev.loopgen.api.isolation.ReachedIsolation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a gate requires. The rules about the ledger, the spec, forbidden paths and edited command
 * files apply under every policy. A policy adds which loops must have passed, the trust tier of
 * their runs, and their maximum age.
 *
 * <p>A policy is only as trustworthy as its source: the base of the change or the caller's own
 * code, never the change itself.
 *
 * @param loops the loops that must have passed; if empty, the only loop of the spec
 * @param trust the minimum tier of a run, unless a required loop states its own
 * @param signers who may have signed a run that must be above {@link TrustTier#LOCAL}; one of them
 *     suffices
 * @param isolation the isolation that the commands of a run must have had, or null for any; needs
 *     an attestation by one of the signers
 * @param maxAge the maximum age of a run, or null for any age
 * @param since the instant before which runs do not count, or null for no limit
 * @param anyWorkflow whether a run also counts if the change itself may have written the workflow
 *     that signed it
 * @param noRecordedViolations whether a violation recorded since the base refuses the tree even if
 *     it was reverted later
 * @param checkpoints the checkpoints that the ledger must be consistent with
 * @param waivers the waivers
 * @param waiverSigners who may sign further waivers; if empty, signed waivers do not count
 * @param refused the concerns that refuse the tree instead of producing a warning
 * @param digest the SHA-256 of the policy's file, or null if the policy was built in code
 */
public record GatePolicy(
    List<RequiredLoop> loops,
    TrustTier trust,
    List<ExpectedIdentity> signers,
    @Nullable RequiredIsolation isolation,
    @Nullable Duration maxAge,
    @Nullable Instant since,
    boolean anyWorkflow,
    boolean noRecordedViolations,
    List<RequiredCheckpoint> checkpoints,
    List<Waiver> waivers,
    List<ExpectedIdentity> waiverSigners,
    Set<Concern> refused,
    @Nullable Sha256 digest) {

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if a loop is named twice; the age is not positive; a waiver
   *     names a loop that is not required; the waivers cover every required loop; a CI job that may
   *     sign waivers has no exact ref or digest, or is bound to a commit; or the tier is not
   *     {@linkplain TrustTier#isEvidence() evidence}
   */
  public GatePolicy {
    trust.requireEvidence();
    loops = List.copyOf(loops);
    signers = List.copyOf(signers);
    checkpoints = List.copyOf(checkpoints);
    waivers = List.copyOf(waivers);
    waiverSigners = List.copyOf(waiverSigners);
    refused = Set.copyOf(refused);
    if (maxAge != null && (maxAge.isNegative() || maxAge.isZero())) {
      throw new IllegalArgumentException("the maximum age of a run must be positive");
    }
    requireDifferent(loops);
    requireUseful(waivers, loops);
    waiverSigners.stream()
        .flatMap(identity -> identity.alternatives().stream())
        .forEach(GatePolicy::requireExact);
  }

  /** A pattern for refs could match a workflow that the change itself supplies. */
  private static void requireExact(ExpectedIdentity identity) {
    if (identity instanceof CiIdentity job
        && (job.isCommitBound()
            || (job.signerRef().filter(ClaimRule.Exactly.class::isInstance).isEmpty()
                && !(job.claims().get(Claim.BUILD_SIGNER_DIGEST) instanceof ClaimRule.Exactly)))) {
      throw new IllegalArgumentException(
          "a CI job that signs waivers needs an exact ref or digest and must accept any commit");
    }
  }

  private static void requireDifferent(List<RequiredLoop> loops) {
    if (ids(loops).size() < loops.size()) {
      throw new IllegalArgumentException("a loop is required twice; name each once");
    }
  }

  private static void requireUseful(List<Waiver> waivers, List<RequiredLoop> loops) {
    Set<String> ids = ids(loops);
    for (Waiver waiver : waivers) {
      if (waiver.loop() != null && !ids.contains(waiver.loop())) {
        throw new IllegalArgumentException(
            "a waiver names the loop " + waiver.loop() + ", which is not required");
      }
    }
    long unrun =
        waivers.stream()
            .filter(waiver -> waiver.rule() == GateRule.PASSING_RUN)
            .map(Waiver::loop)
            .distinct()
            .count();
    if (unrun > 0 && unrun >= loops.size()) {
      throw new IllegalArgumentException(
          "the waivers cover every required loop; at least one must still have to pass");
    }
  }

  private static Set<String> ids(List<RequiredLoop> loops) {
    return loops.stream().map(RequiredLoop::id).collect(Collectors.toSet());
  }

  /**
   * Returns the default policy: a passing run in an intact ledger, no matter who wrote it.
   *
   * @return a policy without loops, signers and limits
   */
  public static GatePolicy localEvidence() {
    return builder().build();
  }

  /**
   * Starts from {@link #localEvidence()}.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns the isolation that the commands of a run must have had.
   *
   * @return the isolation; empty for any
   */
  public Optional<RequiredIsolation> requiredIsolation() {
    return Optional.ofNullable(isolation);
  }

  /**
   * Returns the maximum age of a run.
   *
   * @return the age; empty for any
   */
  public Optional<Duration> greatestAge() {
    return Optional.ofNullable(maxAge);
  }

  /**
   * Returns the instant before which runs do not count.
   *
   * @return the instant; empty for no limit
   */
  public Optional<Instant> firstInstant() {
    return Optional.ofNullable(since);
  }

  /**
   * Returns the digest of the policy's file.
   *
   * @return the SHA-256; empty if the policy was built in code
   */
  public Optional<Sha256> fileDigest() {
    return Optional.ofNullable(digest);
  }

  /** Builds a policy; not thread-safe. */
  public static final class Builder {

    private final List<RequiredLoop> loops = new ArrayList<>();
    private final List<ExpectedIdentity> signers = new ArrayList<>();
    private final List<RequiredCheckpoint> checkpoints = new ArrayList<>();
    private final List<Waiver> waivers = new ArrayList<>();
    private final List<ExpectedIdentity> waiverSigners = new ArrayList<>();
    private final Set<Concern> refused = EnumSet.noneOf(Concern.class);
    private TrustTier trust = TrustTier.LOCAL;
    private @Nullable RequiredIsolation isolation;
    private @Nullable Duration maxAge;
    private @Nullable Instant since;
    private boolean anyWorkflow;
    private boolean noRecordedViolations;
    private @Nullable Sha256 digest;

    private Builder() {}

    /**
     * Requires a loop. If not called, the only loop of the spec is required.
     *
     * @param loop the loop
     * @return this builder
     */
    public Builder require(RequiredLoop loop) {
      loops.add(Objects.requireNonNull(loop));
      return this;
    }

    /**
     * Sets the minimum tier of a run, unless a required loop states its own. If not called, {@link
     * TrustTier#LOCAL}.
     *
     * @param tier the minimum tier
     * @return this builder
     */
    public Builder trust(TrustTier tier) {
      this.trust = tier.requireEvidence();
      return this;
    }

    /**
     * Adds an accepted signer. If not called, there is none, and a run that must be above {@link
     * TrustTier#LOCAL} is refused.
     *
     * @param identity who may have signed
     * @return this builder
     */
    public Builder signer(ExpectedIdentity identity) {
      signers.add(Objects.requireNonNull(identity));
      return this;
    }

    /**
     * Requires the commands of a run to have been isolated, as attested by one of the signers. If
     * not called, they need not.
     *
     * @param isolation the isolation
     * @return this builder
     */
    public Builder isolation(RequiredIsolation isolation) {
      this.isolation = Objects.requireNonNull(isolation);
      return this;
    }

    /**
     * Limits the age of a run. If not called, runs of any age count.
     *
     * @param age the maximum age
     * @return this builder
     */
    public Builder maxAge(Duration age) {
      this.maxAge = Objects.requireNonNull(age);
      return this;
    }

    /**
     * Ignores runs before an instant. If not called, all count.
     *
     * @param instant the first instant that counts
     * @return this builder
     */
    public Builder since(Instant instant) {
      this.since = Objects.requireNonNull(instant);
      return this;
    }

    /**
     * Also counts runs whose signing workflow the change itself may have written. If not called,
     * the workflow must be that of the base, or one of another repository that a signer pins.
     *
     * @return this builder
     */
    public Builder anyWorkflow() {
      this.anyWorkflow = true;
      return this;
    }

    /**
     * Refuses the tree if a run since the base recorded a violation, even if it was reverted later.
     * If not called, only violations in the judged tree and its commits count.
     *
     * @return this builder
     */
    public Builder noRecordedViolations() {
      this.noRecordedViolations = true;
      return this;
    }

    /**
     * Requires the ledger to be consistent with checkpoints. If not called, none are required.
     *
     * @param checkpoint where they are and who signed them
     * @return this builder
     */
    public Builder checkpoint(RequiredCheckpoint checkpoint) {
      checkpoints.add(Objects.requireNonNull(checkpoint));
      return this;
    }

    /**
     * Adds a waiver. If not called, nothing is waived.
     *
     * @param waiver the waiver
     * @return this builder
     */
    public Builder waiver(Waiver waiver) {
      waivers.add(Objects.requireNonNull(waiver));
      return this;
    }

    /**
     * Adds an identity that may sign waivers kept outside the policy. If not called, nobody may.
     * Signers of runs are a separate list.
     *
     * @param identity who may sign; a CI job needs an exact ref or digest and must accept any
     *     commit
     * @return this builder
     */
    public Builder waiverSigner(ExpectedIdentity identity) {
      waiverSigners.add(Objects.requireNonNull(identity));
      return this;
    }

    /**
     * Refuses a concern. If not called, it only produces a warning.
     *
     * @param concern the concern
     * @return this builder
     */
    public Builder refuse(Concern concern) {
      refused.add(Objects.requireNonNull(concern));
      return this;
    }

    /**
     * Records which file the policy was read from. If not called, it counts as built in code.
     *
     * @param sha256 the SHA-256 of the file
     * @return this builder
     */
    public Builder digest(Sha256 sha256) {
      this.digest = Objects.requireNonNull(sha256);
      return this;
    }

    /**
     * Builds the policy.
     *
     * @return the policy
     * @throws IllegalArgumentException if the parts do not fit together, see {@link GatePolicy}
     */
    public GatePolicy build() {
      return new GatePolicy(
          loops,
          trust,
          signers,
          isolation,
          maxAge,
          since,
          anyWorkflow,
          noRecordedViolations,
          checkpoints,
          waivers,
          waiverSigners,
          refused,
          digest);
    }
  }

  /**
   * A loop that must have passed.
   *
   * @param id the loop's id
   * @param trust the minimum tier of its run
   */
  public record RequiredLoop(String id, TrustTier trust) {

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if the id is blank or the tier is not {@linkplain
     *     TrustTier#isEvidence() evidence}
     */
    public RequiredLoop {
      trust.requireEvidence();
      if (id.isBlank()) {
        throw new IllegalArgumentException("a required loop needs an id");
      }
    }
  }

  /**
   * An isolation that the commands of a run must have had.
   *
   * @param level the weakest level that suffices
   * @param network {@link Isolation.Network#NONE} if they must have had no network
   */
  public record RequiredIsolation(Isolation.Level level, Isolation.Network network) {

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if the level is {@link Isolation.Level#NONE}
     */
    public RequiredIsolation {
      Objects.requireNonNull(network);
      if (level == Isolation.Level.NONE) {
        throw new IllegalArgumentException("a required isolation needs a level");
      }
    }

    /**
     * Tells whether commands that had an isolation meet this requirement.
     *
     * @param reached the isolation that they had
     * @return true if it is as strong
     */
    public boolean isMetBy(ReachedIsolation reached) {
      return reached.level().compareTo(level) >= 0
          && (network == Isolation.Network.HOST || reached.network() == Isolation.Network.NONE);
    }

    /**
     * Describes the requirement.
     *
     * @return a clause for people, for example {@code sandbox without network}
     */
    public String describe() {
      return level.id() + (network == Isolation.Network.NONE ? " without network" : "");
    }
  }

  /**
   * A file of signed checkpoints that the ledger must be consistent with. It is read from the base
   * of the change.
   *
   * @param file the file, relative to the project, separated by {@code /}
   * @param keys the trusted C2SP verifier keys; each note in the file must be signed by one of them
   */
  public record RequiredCheckpoint(String file, List<String> keys) {

    /**
     * Copies the keys.
     *
     * @throws IllegalArgumentException if the file is blank or there is no key
     */
    public RequiredCheckpoint {
      keys = List.copyOf(keys);
      if (file.isBlank()) {
        throw new IllegalArgumentException("a required checkpoint needs a file");
      }
      if (keys.isEmpty()) {
        throw new IllegalArgumentException("a checkpoint needs at least one verifier key");
      }
    }
  }
}
