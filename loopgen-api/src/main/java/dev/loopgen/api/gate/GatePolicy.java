package dev.loopgen.api.gate;

import dev.loopgen.api.attest.CertificateClaims.Claim;
import dev.loopgen.api.attest.CiIdentity;
import dev.loopgen.api.attest.ClaimRule;
import dev.loopgen.api.attest.ExpectedIdentity;
import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.isolation.Isolation;
import dev.loopgen.api.isolation.ReachedIsolation;
import dev.loopgen.api.ledger.WitnessQuorum;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
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
 * <p>Immutable.
 */
public final class GatePolicy {

  private final List<RequiredLoop> loops;
  private final TrustTier trust;
  private final List<ExpectedIdentity> signers;
  private final @Nullable RequiredIsolation isolation;
  private final @Nullable RequiredTests tests;
  private final @Nullable Duration maxAge;
  private final @Nullable Instant since;
  private final boolean anyWorkflow;
  private final boolean noRecordedViolations;
  private final List<RequiredCheckpoint> checkpoints;
  private final List<WitnessQuorum> witnesses;
  private final List<Waiver> waivers;
  private final List<ExpectedIdentity> waiverSigners;
  private final Set<Concern> refused;
  private final @Nullable Sha256 digest;

  private GatePolicy(Builder parts) {
    loops = List.copyOf(parts.loops);
    trust = parts.trust;
    signers = List.copyOf(parts.signers);
    isolation = parts.isolation;
    tests = parts.tests;
    maxAge = parts.maxAge;
    since = parts.since;
    anyWorkflow = parts.anyWorkflow;
    noRecordedViolations = parts.noRecordedViolations;
    checkpoints = List.copyOf(parts.checkpoints);
    witnesses = List.copyOf(parts.witnesses);
    waivers = List.copyOf(parts.waivers);
    waiverSigners = List.copyOf(parts.waiverSigners);
    refused = Set.copyOf(parts.refused);
    digest = parts.digest;
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
      waiver
          .loop()
          .filter(loop -> !ids.contains(loop))
          .ifPresent(
              loop -> {
                throw new IllegalArgumentException(
                    "a waiver names the loop " + loop + ", which is not required");
              });
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
   * Returns the loops that must have passed.
   *
   * @return the loops; if empty, the only loop of the spec
   */
  public List<RequiredLoop> loops() {
    return loops;
  }

  /**
   * Returns the minimum tier of a run, unless a required loop states its own.
   *
   * @return the tier
   */
  public TrustTier trust() {
    return trust;
  }

  /**
   * Returns who may have signed a run that must be above {@link TrustTier#LOCAL}.
   *
   * @return the identities, one of which suffices
   */
  public List<ExpectedIdentity> signers() {
    return signers;
  }

  /**
   * Returns the isolation that the commands of a run must have had.
   *
   * @return the isolation; empty for any
   */
  public Optional<RequiredIsolation> isolation() {
    return Optional.ofNullable(isolation);
  }

  /**
   * Returns what a run must show about tests.
   *
   * @return the requirement; empty for nothing
   */
  public Optional<RequiredTests> tests() {
    return Optional.ofNullable(tests);
  }

  /**
   * Returns the maximum age of a run.
   *
   * @return the age; empty for any
   */
  public Optional<Duration> maxAge() {
    return Optional.ofNullable(maxAge);
  }

  /**
   * Returns the instant before which runs do not count.
   *
   * @return the instant; empty for no limit
   */
  public Optional<Instant> since() {
    return Optional.ofNullable(since);
  }

  /**
   * Returns whether a run also counts if the change itself may have written the workflow that
   * signed it.
   *
   * @return whether any workflow may sign
   */
  public boolean anyWorkflow() {
    return anyWorkflow;
  }

  /**
   * Returns whether a violation recorded since the base refuses the tree even if it was reverted
   * later.
   *
   * @return whether recorded violations refuse
   */
  public boolean noRecordedViolations() {
    return noRecordedViolations;
  }

  /**
   * Returns the checkpoints that the ledger must be consistent with.
   *
   * @return the checkpoints
   */
  public List<RequiredCheckpoint> checkpoints() {
    return checkpoints;
  }

  /**
   * Returns the quorums of witnesses that a checkpoint of the ledger must have.
   *
   * @return the quorums, all of which are needed
   */
  public List<WitnessQuorum> witnesses() {
    return witnesses;
  }

  /**
   * Returns the waivers.
   *
   * @return the waivers
   */
  public List<Waiver> waivers() {
    return waivers;
  }

  /**
   * Returns who may sign further waivers.
   *
   * @return the identities; if empty, signed waivers do not count
   */
  public List<ExpectedIdentity> waiverSigners() {
    return waiverSigners;
  }

  /**
   * Returns the concerns that refuse the tree instead of producing a warning.
   *
   * @return the concerns
   */
  public Set<Concern> refused() {
    return refused;
  }

  /**
   * Returns the digest of the policy's file.
   *
   * @return the SHA-256; empty if the policy was built in code
   */
  public Optional<Sha256> digest() {
    return Optional.ofNullable(digest);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GatePolicy that && facts().equals(that.facts());
  }

  @Override
  public int hashCode() {
    return facts().hashCode();
  }

  @Override
  public String toString() {
    return "GatePolicy" + facts();
  }

  private List<@Nullable Object> facts() {
    return Arrays.asList(
        loops,
        trust,
        signers,
        isolation,
        tests,
        maxAge,
        since,
        anyWorkflow,
        noRecordedViolations,
        checkpoints,
        witnesses,
        waivers,
        waiverSigners,
        refused,
        digest);
  }

  /** Builds a policy; not thread-safe. */
  public static final class Builder {

    private final List<RequiredLoop> loops = new ArrayList<>();
    private final List<ExpectedIdentity> signers = new ArrayList<>();
    private final List<RequiredCheckpoint> checkpoints = new ArrayList<>();
    private final List<WitnessQuorum> witnesses = new ArrayList<>();
    private final List<Waiver> waivers = new ArrayList<>();
    private final List<ExpectedIdentity> waiverSigners = new ArrayList<>();
    private final Set<Concern> refused = EnumSet.noneOf(Concern.class);
    private TrustTier trust = TrustTier.LOCAL;
    private @Nullable RequiredIsolation isolation;
    private @Nullable RequiredTests tests;
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
      loops.add(Objects.requireNonNull(loop, "loop"));
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
      signers.add(Objects.requireNonNull(identity, "identity"));
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
     * Requires evidence about tests. If not called, none is required.
     *
     * @param tests what a run must show
     * @return this builder
     */
    public Builder tests(RequiredTests tests) {
      this.tests = Objects.requireNonNull(tests);
      return this;
    }

    /**
     * Limits the age of a run. If not called, runs of any age count.
     *
     * @param age the maximum age
     * @return this builder
     */
    public Builder maxAge(Duration age) {
      this.maxAge = Objects.requireNonNull(age, "age");
      return this;
    }

    /**
     * Ignores runs before an instant. If not called, all count.
     *
     * @param instant the first instant that counts
     * @return this builder
     */
    public Builder since(Instant instant) {
      this.since = Objects.requireNonNull(instant, "instant");
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
      checkpoints.add(Objects.requireNonNull(checkpoint, "checkpoint"));
      return this;
    }

    /**
     * Requires that witnesses cosigned a checkpoint of the ledger which covers every run that
     * counts. If not called, none need to.
     *
     * @param quorum the logs, the witnesses, their quorum and its maximum age
     * @return this builder
     */
    public Builder witnesses(WitnessQuorum quorum) {
      witnesses.add(Objects.requireNonNull(quorum, "quorum"));
      return this;
    }

    /**
     * Adds a waiver. If not called, nothing is waived.
     *
     * @param waiver the waiver
     * @return this builder
     */
    public Builder waiver(Waiver waiver) {
      waivers.add(Objects.requireNonNull(waiver, "waiver"));
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
      waiverSigners.add(Objects.requireNonNull(identity, "identity"));
      return this;
    }

    /**
     * Refuses a concern. If not called, it only produces a warning.
     *
     * @param concern the concern
     * @return this builder
     */
    public Builder refuse(Concern concern) {
      refused.add(Objects.requireNonNull(concern, "concern"));
      return this;
    }

    /**
     * Records which file the policy was read from. If not called, it counts as built in code.
     *
     * @param sha256 the SHA-256 of the file
     * @return this builder
     */
    public Builder digest(Sha256 sha256) {
      this.digest = Objects.requireNonNull(sha256, "sha256");
      return this;
    }

    /**
     * Builds the policy.
     *
     * @return the policy
     * @throws IllegalArgumentException if a loop is required twice; the age is not positive; a
     *     waiver names a loop that is not required; the waivers cover every required loop; or a CI
     *     job that may sign waivers has no exact ref or digest, or is bound to a commit
     */
    public GatePolicy build() {
      return new GatePolicy(this);
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

  /** A condition that only produces a warning by default and that a policy may refuse. */
  public enum Concern {
    /**
     * The change edits a build file that a command reads, such as {@code pom.xml}. Such files often
     * change for unrelated reasons.
     */
    BUILD_FILES,
    /** Some files that determine what a command does could not be found. */
    UNRESOLVED_COMMANDS,
    /** A command rewrote files with identical content, as the spec allows. */
    REWRITES;

    /**
     * Returns the name used in policies.
     *
     * @return lower case, words joined by hyphens
     */
    public String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
