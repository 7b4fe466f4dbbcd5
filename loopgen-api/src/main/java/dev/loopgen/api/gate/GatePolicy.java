package dev.loopgen.api.gate;

import dev.loopgen.api.attest.CertificateClaims.Claim;
import dev.loopgen.api.attest.CiIdentity;
import dev.loopgen.api.attest.ClaimRule;
import dev.loopgen.api.attest.ExpectedIdentity;
import dev.loopgen.api.digest.Sha256;
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
 * What a gate asks for. Its rules about the ledger, the spec, forbidden paths and edited command
 * files hold under every policy; a policy adds which loops must have passed, what their runs must
 * be worth, and how old they may be.
 *
 * <p>A policy is worth what the place is that it comes from: the base of the change, or the
 * caller's own code, never the change.
 *
 * @param loops the loops that must have passed; none means the only loop of the spec
 * @param trust what a run must be worth at least, of a loop for which nothing else is said
 * @param signers who may have signed a run that has to be worth more than {@link TrustTier#LOCAL};
 *     one of them suffices
 * @param maxAge how old a run may be, or null for any age
 * @param since the instant before which no run counts, or null for none
 * @param anyWorkflow whether a run also counts that was signed by a workflow which the change
 *     itself may have written
 * @param noRecordedViolations whether a violation that a run recorded since the base refuses, even
 *     if it was reverted later
 * @param checkpoints the checkpoints that the ledger must meet
 * @param waivers what is excused
 * @param waiverSigners who may sign further waivers; where nobody is named, no signed one counts
 * @param refused what is refused although a run passes with it
 * @param digest the SHA-256 of the file that this is, or null where it was built in code
 */
public record GatePolicy(
    List<RequiredLoop> loops,
    TrustTier trust,
    List<ExpectedIdentity> signers,
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
   * @throws IllegalArgumentException if a loop is named twice, the age is not positive, or a waiver
   *     is about a loop that is not required or leaves no loop that has to have passed, or a CI job
   *     may sign waivers from a ref or digest that is not exact, or bound to a commit, or the tier
   *     is no {@linkplain TrustTier#isEvidence() evidence}
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
      throw new IllegalArgumentException("the greatest age of a run is positive");
    }
    requireDifferent(loops);
    requireUseful(waivers, loops);
    waiverSigners.stream()
        .flatMap(identity -> identity.alternatives().stream())
        .forEach(GatePolicy::requireExact);
  }

  /** An expression for refs could let in a workflow that the change itself brings. */
  private static void requireExact(ExpectedIdentity identity) {
    if (identity instanceof CiIdentity job
        && (job.isCommitBound()
            || (job.signerRef().filter(ClaimRule.Exactly.class::isInstance).isEmpty()
                && !(job.claims().get(Claim.BUILD_SIGNER_DIGEST) instanceof ClaimRule.Exactly)))) {
      throw new IllegalArgumentException(
          "a job that signs waivers is trusted at an exact ref or digest, and at any commit");
    }
  }

  private static void requireDifferent(List<RequiredLoop> loops) {
    if (ids(loops).size() < loops.size()) {
      throw new IllegalArgumentException("a loop is required once");
    }
  }

  private static void requireUseful(List<Waiver> waivers, List<RequiredLoop> loops) {
    Set<String> ids = ids(loops);
    for (Waiver waiver : waivers) {
      if (waiver.loop() != null && !ids.contains(waiver.loop())) {
        throw new IllegalArgumentException(
            "a waiver is about the loop " + waiver.loop() + ", which is not required");
      }
    }
    long unrun =
        waivers.stream()
            .filter(waiver -> waiver.rule() == GateRule.PASSING_RUN)
            .map(Waiver::loop)
            .distinct()
            .count();
    if (unrun > 0 && unrun >= loops.size()) {
      throw new IllegalArgumentException("the waivers leave no loop that has to have passed");
    }
  }

  private static Set<String> ids(List<RequiredLoop> loops) {
    return loops.stream().map(RequiredLoop::id).collect(Collectors.toSet());
  }

  /**
   * Returns the policy that holds where there is no other: a passing run in an intact ledger, by
   * whoever can write it.
   *
   * @return a policy without loops, signers and limits
   */
  public static GatePolicy localEvidence() {
    return builder().build();
  }

  /**
   * Starts a policy that asks for nothing but {@link #localEvidence()}.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns the age that a run may have.
   *
   * @return the age, or empty for any
   */
  public Optional<Duration> greatestAge() {
    return Optional.ofNullable(maxAge);
  }

  /**
   * Returns the first instant that counts.
   *
   * @return the instant, or empty where every one does
   */
  public Optional<Instant> firstInstant() {
    return Optional.ofNullable(since);
  }

  /**
   * Returns the digest of the file.
   *
   * @return the SHA-256, or empty where the policy was built in code
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
     * Says what a run must be worth where a loop says nothing else. If not called, {@link
     * TrustTier#LOCAL}.
     *
     * @param tier the least tier
     * @return this builder
     */
    public Builder trust(TrustTier tier) {
      this.trust = tier.requireEvidence();
      return this;
    }

    /**
     * Accepts a signer beside the others. If not called, nobody is one, and a run that has to be
     * worth more than {@link TrustTier#LOCAL} is refused.
     *
     * @param identity who may have signed
     * @return this builder
     */
    public Builder signer(ExpectedIdentity identity) {
      signers.add(Objects.requireNonNull(identity));
      return this;
    }

    /**
     * Limits the age of a run. If not called, it may be of any age.
     *
     * @param age the greatest age
     * @return this builder
     */
    public Builder maxAge(Duration age) {
      this.maxAge = Objects.requireNonNull(age);
      return this;
    }

    /**
     * Lets only later runs count. If not called, all do.
     *
     * @param instant the first instant that counts
     * @return this builder
     */
    public Builder since(Instant instant) {
      this.since = Objects.requireNonNull(instant);
      return this;
    }

    /**
     * Lets runs count whose signing workflow the change itself may have written. If not called, the
     * workflow must be the one of the base, or one of another repository that a signer pins.
     *
     * @return this builder
     */
    public Builder anyWorkflow() {
      this.anyWorkflow = true;
      return this;
    }

    /**
     * Refuses where a run since the base recorded a violation, even if it was reverted later. If
     * not called, only the violations of the tree that is judged and of its commits count.
     *
     * @return this builder
     */
    public Builder noRecordedViolations() {
      this.noRecordedViolations = true;
      return this;
    }

    /**
     * Requires that the ledger meets checkpoints. If not called, none are asked for.
     *
     * @param checkpoint where they are and who signed them
     * @return this builder
     */
    public Builder checkpoint(RequiredCheckpoint checkpoint) {
      checkpoints.add(Objects.requireNonNull(checkpoint));
      return this;
    }

    /**
     * Excuses something. If not called, nothing is excused.
     *
     * @param waiver what, until when, by whom and why
     * @return this builder
     */
    public Builder waiver(Waiver waiver) {
      waivers.add(Objects.requireNonNull(waiver));
      return this;
    }

    /**
     * Lets somebody sign waivers that are not in the policy, beside the others. If not called,
     * nobody may. Who may sign runs is another list.
     *
     * @param identity who may sign; a CI job from an exact ref or digest, at any commit
     * @return this builder
     */
    public Builder waiverSigner(ExpectedIdentity identity) {
      waiverSigners.add(Objects.requireNonNull(identity));
      return this;
    }

    /**
     * Refuses something that runs pass with. If not called, it is only warned of.
     *
     * @param concern what is refused
     * @return this builder
     */
    public Builder refuse(Concern concern) {
      refused.add(Objects.requireNonNull(concern));
      return this;
    }

    /**
     * Names the file that the policy was read from. If not called, it was built in code.
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
   * @param trust what its run must be worth at least
   */
  public record RequiredLoop(String id, TrustTier trust) {

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if the id is blank or the tier no {@linkplain
     *     TrustTier#isEvidence() evidence}
     */
    public RequiredLoop {
      trust.requireEvidence();
      if (id.isBlank()) {
        throw new IllegalArgumentException("a required loop has an id");
      }
    }
  }

  /**
   * A file of signed checkpoints that the ledger must meet. It is read from the base of the change.
   *
   * @param file the file, relative to the project, separated by {@code /}
   * @param keys the C2SP verifier keys that are trusted to have signed; each note in the file must
   *     be signed by one of them
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
        throw new IllegalArgumentException("a checkpoint is in a file");
      }
      if (keys.isEmpty()) {
        throw new IllegalArgumentException("a checkpoint is worth what the key is that signed it");
      }
    }
  }
}
