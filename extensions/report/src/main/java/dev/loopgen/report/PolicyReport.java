package dev.loopgen.report;

import dev.loopgen.api.attest.ExpectedIdentity;
import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.gate.GatePolicy;
import dev.loopgen.api.gate.GateRule;
import dev.loopgen.api.gate.TrustTier;
import dev.loopgen.api.gate.Waiver;
import dev.loopgen.api.json.Json;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Explains in sentences what a policy requires, rule by rule. Immutable. */
public final class PolicyReport {

  private final GatePolicy policy;

  private PolicyReport(GatePolicy policy) {
    this.policy = Objects.requireNonNull(policy, "policy");
  }

  /**
   * Explains a policy.
   *
   * @param policy the policy
   * @return its explanation
   */
  public static PolicyReport of(GatePolicy policy) {
    return new PolicyReport(policy);
  }

  /**
   * Says what each rule requires.
   *
   * @return a sentence or more for each rule, in the order of the rules
   */
  public Map<GateRule, String> rules() {
    Map<GateRule, String> rules = new EnumMap<>(GateRule.class);
    rules.put(GateRule.POLICY, "The change must not edit the policy.");
    rules.put(GateRule.BASE, "The base of the change must be known, not guessed.");
    rules.put(GateRule.LEDGER, "The ledger must be intact and of this repository.");
    rules.put(GateRule.ANCHORS, anchors());
    rules.put(GateRule.SPEC, "The spec must be the one of the base.");
    rules.put(GateRule.FORBIDDEN_PATHS, "No forbidden path may be touched.");
    rules.put(
        GateRule.RECORDED_VIOLATIONS,
        policy.noRecordedViolations()
            ? "No run since the base may have recorded a violation, even if it was reverted later."
            : "A violation that was reverted does not count.");
    rules.put(GateRule.COMMAND_FILES, commandFiles());
    rules.put(GateRule.PASSING_RUN, passingRun());
    rules.put(GateRule.FRESHNESS, freshness());
    rules.put(GateRule.TRUST, trust());
    rules.put(
        GateRule.ISOLATION,
        policy
            .isolation()
            .map(
                isolation ->
                    "The commands of a run must have been isolated ("
                        + isolation.describe()
                        + "), as a signer attested.")
            .orElse("The commands of a run need not be isolated."));
    rules.put(
        GateRule.TESTS,
        policy
            .tests()
            .map(tests -> "A run must show of its tests: " + tests.describe() + ".")
            .orElse("A run need not show anything about tests."));
    rules.put(GateRule.WORKFLOW, workflow());
    rules.put(GateRule.WAIVERS, waivers());
    return rules;
  }

  private String commandFiles() {
    return "No file that determines what a command checks may be edited."
        + policy.refused().stream()
            .sorted()
            .map(concern -> " Refused: " + concern.id() + ".")
            .collect(Collectors.joining());
  }

  private String passingRun() {
    String loops =
        policy.loops().stream().map(GatePolicy.RequiredLoop::id).collect(Collectors.joining(", "));
    return loops.isEmpty()
        ? "The latest run of the only loop of the spec must have passed."
        : "The latest run of each of these loops must have passed: " + loops + ".";
  }

  private String anchors() {
    return "The ledger must contain the entries of the base's ledger"
        + policy.checkpoints().stream()
            .map(GatePolicy.RequiredCheckpoint::file)
            .map(file -> ", and match the checkpoints in " + file)
            .collect(Collectors.joining())
        + (policy.witnesses().isEmpty()
            ? ""
            : ", and have a checkpoint that a quorum of witnesses cosigned and that covers every"
                + " run that counts")
        + ".";
  }

  private String freshness() {
    List<String> limits =
        Stream.of(
                policy.maxAge().map(age -> "not be older than " + age),
                policy.since().map(since -> "not be from before " + since))
            .flatMap(limit -> limit.stream())
            .toList();
    return limits.isEmpty()
        ? "A run may be of any age."
        : "A run must " + String.join(", and must ", limits) + ".";
  }

  private String trust() {
    String others =
        policy.loops().stream()
            .filter(loop -> loop.trust() != policy.trust())
            .map(loop -> ", of loop " + loop.id() + " " + loop.trust().id())
            .collect(Collectors.joining());
    String signers =
        policy.signers().stream()
            .map(ExpectedIdentity::describe)
            .collect(Collectors.joining("; or "));
    boolean local =
        policy.trust() == TrustTier.LOCAL
            && policy.loops().stream().allMatch(loop -> loop.trust() == TrustTier.LOCAL);
    return "A run must reach the tier "
        + policy.trust().id()
        + others
        + "."
        + (local ? " No signature is needed." : " Who may have signed: " + signers + ".");
  }

  private String workflow() {
    return policy.anyWorkflow()
        ? "The workflow that signs may be changed by the change itself."
        : "A workflow that signs must be the one of the base, or of another repository.";
  }

  private String waivers() {
    String waived =
        policy.waivers().isEmpty()
            ? "Nothing is waived."
            : "Waived: "
                + policy.waivers().stream().map(Waiver::describe).collect(Collectors.joining("; "))
                + ".";
    return policy.waiverSigners().isEmpty()
        ? waived
        : waived
            + " Who may sign other waivers: "
            + policy.waiverSigners().stream()
                .map(ExpectedIdentity::describe)
                .collect(Collectors.joining("; or "))
            + ".";
  }

  /**
   * Writes the rules for programs.
   *
   * @return an object with the texts by the ids of the rules in {@code rules}, and with {@code
   *     sha256} if the policy was read from a file
   */
  public Json.Obj json() {
    Json.ObjectBuilder texts = Json.object();
    rules().forEach((rule, text) -> texts.put(rule.id(), text));
    return Json.object()
        .putIfPresent("sha256", policy.digest().map(Sha256::hex).map(Json::of))
        .put("rules", texts.build())
        .build();
  }
}
