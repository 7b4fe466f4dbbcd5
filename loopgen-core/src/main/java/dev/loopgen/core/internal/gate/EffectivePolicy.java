package dev.loopgen.core.internal.gate;

import dev.loopgen.api.attest.ExpectedIdentity;
import dev.loopgen.api.gate.Finding;
import dev.loopgen.api.gate.Finding.Outcome;
import dev.loopgen.api.gate.GatePolicy;
import dev.loopgen.api.gate.GatePolicy.Concern;
import dev.loopgen.api.gate.GateRule;
import dev.loopgen.api.gate.RequiredTests;
import dev.loopgen.api.gate.TrustTier;
import dev.loopgen.api.ledger.WitnessQuorum;
import dev.loopgen.core.internal.gate.SignedWaivers.WaiverInForce;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The requirements of the policy and of the gate's caller combined. Waivers excuse requirements of
 * the policy only.
 */
final class EffectivePolicy {

  private final GatePolicy policy;
  private final GatePolicy caller;
  private final List<ExpectedIdentity> known;

  /**
   * @param caller what the caller requires in addition to the policy
   * @param known the signers that the caller trusts
   */
  EffectivePolicy(GatePolicy policy, GatePolicy caller, List<ExpectedIdentity> known) {
    this.policy = policy;
    this.caller = caller;
    this.known = known;
  }

  /** Returns the loops that must have passed; empty means the only loop of the spec. */
  List<String> loops() {
    return Stream.of(policy, caller)
        .flatMap(part -> part.loops().stream())
        .map(GatePolicy.RequiredLoop::id)
        .distinct()
        .toList();
  }

  /** Returns the tier that a run of a loop must reach. */
  TrustTier trust(String loop) {
    TrustTier one = trust(policy, loop);
    TrustTier other = trust(caller, loop);
    return one.compareTo(other) < 0 ? other : one;
  }

  private static TrustTier trust(GatePolicy part, String loop) {
    return part.loops().stream()
        .filter(required -> required.id().equals(loop))
        .map(GatePolicy.RequiredLoop::trust)
        .findFirst()
        .orElse(part.trust());
  }

  /** Returns the groups of signers; one of each group must have signed. */
  List<List<ExpectedIdentity>> signers() {
    return Stream.of(policy.signers(), known)
        .filter(group -> !group.isEmpty())
        .map(group -> group.stream().flatMap(one -> one.alternatives().stream()).toList())
        .distinct()
        .toList();
  }

  /** Returns what a run must show about tests, all of it. */
  List<RequiredTests> tests() {
    return Stream.of(policy, caller).flatMap(part -> part.tests().stream()).distinct().toList();
  }

  /** Returns the isolations that the commands of a run must all have had. */
  List<GatePolicy.RequiredIsolation> isolations() {
    return Stream.of(policy, caller).flatMap(part -> part.isolation().stream()).distinct().toList();
  }

  Optional<Duration> maxAge() {
    return Stream.of(policy, caller)
        .flatMap(part -> part.maxAge().stream())
        .min(Duration::compareTo);
  }

  Optional<Instant> since() {
    return Stream.of(policy, caller).flatMap(part -> part.since().stream()).max(Instant::compareTo);
  }

  /** Only the policy has requirements for workflows. */
  boolean anyWorkflow() {
    return policy.anyWorkflow();
  }

  /** Returns what is refused although a run may pass with it. */
  Set<Concern> refused() {
    return Stream.of(policy, caller)
        .flatMap(part -> part.refused().stream())
        .collect(Collectors.toSet());
  }

  boolean noRecordedViolations() {
    return policy.noRecordedViolations() || caller.noRecordedViolations();
  }

  /** Describes the start of the range of runs whose violations count. */
  String violationScope() {
    Optional<Instant> since = caller.since().filter(any -> caller.noRecordedViolations());
    return since.isEmpty()
        ? "the base"
        : policy.noRecordedViolations() ? "the base or " + since.get() : since.get().toString();
  }

  /**
   * Tells whether a recorded violation refuses. The policy covers every run since the base; the
   * caller may set a start time.
   *
   * @param atBase whether the base's ledger holds the run
   * @param at the time of the run, or empty if unknown
   */
  boolean refusesViolation(boolean atBase, Optional<Instant> at) {
    boolean ofCaller =
        caller.since().map(since -> at.filter(since::isAfter).isEmpty()).orElse(!atBase);
    return (policy.noRecordedViolations() && !atBase)
        || (caller.noRecordedViolations() && ofCaller);
  }

  List<GatePolicy.RequiredCheckpoint> checkpoints() {
    return Stream.of(policy, caller)
        .flatMap(part -> part.checkpoints().stream())
        .distinct()
        .toList();
  }

  /**
   * Returns the quorums of witnesses that a checkpoint of the ledger must have, all of them.
   *
   * @param trusted those that the caller asks for
   */
  List<WitnessQuorum> witnesses(List<WitnessQuorum> trusted) {
    return Stream.concat(policy.witnesses().stream(), trusted.stream()).distinct().toList();
  }

  /** Returns who may sign waivers. Only the policy decides that. */
  List<ExpectedIdentity> waiverSigners() {
    return policy.waiverSigners();
  }

  /** Applies the waivers in force: those of the policy first, then the signed ones. */
  List<Finding> excused(FindingList findings, LocalDate today, SignedWaivers signed) {
    List<WaiverInForce> excuses =
        Stream.concat(
                policy.waivers().stream()
                    .filter(waiver -> waiver.isInForce(today))
                    .map(WaiverInForce::ofPolicy),
                signed.excuses(findings).stream())
            .toList();
    return findings.all().stream().map(finding -> excused(finding, excuses, signed)).toList();
  }

  private Finding excused(Finding finding, List<WaiverInForce> excuses, SignedWaivers signed) {
    if (finding.outcome().letsThrough() || isOfCaller(finding)) {
      return finding;
    }
    return excuses.stream()
        .filter(excuse -> excuse.waiver().covers(finding))
        .findFirst()
        .map(excuse -> excused(finding, signed.used(excuse)))
        .orElse(finding);
  }

  private boolean isOfCaller(Finding finding) {
    String loop = finding.loop().orElse("");
    return switch (finding.rule()) {
      case PASSING_RUN -> caller.loops().stream().anyMatch(required -> required.id().equals(loop));
      case FRESHNESS -> caller.maxAge().isPresent() || caller.since().isPresent();
      case TRUST -> trust(caller, loop) != TrustTier.LOCAL || !known.isEmpty();
      case RECORDED_VIOLATIONS -> caller.noRecordedViolations();
      default -> false;
    };
  }

  private static Finding excused(Finding finding, WaiverInForce excuse) {
    return new Finding(
        finding.rule(),
        finding.loop().orElse(null),
        Outcome.WAIVED,
        finding.lookedAt(),
        finding.showed() + " Waived: " + excuse.describe() + ".",
        "");
  }

  /** Adds a finding about the waivers, if there are any. */
  void judgeWaivers(LocalDate today, SignedWaivers signed, FindingList findings) {
    List<String> expired =
        Stream.concat(
                policy.waivers().stream()
                    .filter(waiver -> !waiver.isInForce(today))
                    .map(waiver -> "The waiver of " + waiver.describe() + ", has expired."),
                signed.expired().stream())
            .toList();
    String lookedAt = "the waivers of the policy and the signed ones on " + today;
    if (!expired.isEmpty()) {
      findings.broken(
          GateRule.WAIVERS,
          null,
          lookedAt,
          FindingList.listed(expired),
          "Remove the expired waivers, or have a later expiry date reviewed or signed.");
    } else if (!signed.undecided().isEmpty()) {
      findings.undecided(
          GateRule.WAIVERS,
          null,
          lookedAt,
          FindingList.listed(signed.undecided()),
          "Give the gate what it needs to verify them (the trusted root, a full clone), or remove"
              + " the file.");
    } else if (!policy.waivers().isEmpty() || signed.isAny()) {
      int count = policy.waivers().size() + signed.count();
      String inForce = count + (count == 1 ? " waiver is" : " waivers are") + " in force.";
      findings.met(
          GateRule.WAIVERS,
          null,
          lookedAt,
          FindingList.listed(
              Stream.concat(Stream.of(inForce), signed.ignored().stream()).toList()));
    }
  }
}
