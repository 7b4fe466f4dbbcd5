package dev.loopgen.core.internal.gate;

import dev.loopgen.api.gate.Finding.Outcome;
import dev.loopgen.api.gate.GatePolicy.RequiredIsolation;
import dev.loopgen.api.gate.GateRule;
import dev.loopgen.api.gate.TrustTier;
import dev.loopgen.api.isolation.ReachedIsolation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Requires the commands of a run to have been isolated. What an entry says of that counts only if a
 * signer that the policy names attested the entry.
 */
final class IsolationRule {

  private final List<RequiredIsolation> required;
  private final FindingList findings;

  IsolationRule(List<RequiredIsolation> required, FindingList findings) {
    this.required = List.copyOf(required);
    this.findings = findings;
  }

  /**
   * Judges the latest runs of a loop.
   *
   * @param verifier verifies the bundle of a run against the signers
   */
  void judge(String loop, List<RecordedRun> latest, Function<RecordedRun, BundleVerdict> verifier) {
    Outcome worst = Outcome.MET;
    List<String> showed = new ArrayList<>();
    for (RecordedRun run : latest) {
      ReachedIsolation had = run.isolation();
      BundleVerdict verdict = verifier.apply(run);
      boolean enough = required.stream().allMatch(one -> one.isMetBy(had));
      Outcome outcome = enough ? outcome(verdict) : Outcome.BROKEN;
      worst = outcome.compareTo(worst) > 0 ? outcome : worst;
      showed.add("Of the commands of " + run.name() + ", the entry says: " + had.describe() + ".");
      if (enough && outcome != Outcome.MET) {
        showed.add("That is a claim, because nobody who counts attested it. " + verdict.showed());
      }
    }
    findings.add(
        GateRule.ISOLATION,
        loop,
        worst,
        "the isolation of the latest run of loop " + loop + ", which must be " + described(),
        FindingList.listed(showed),
        worst == Outcome.MET
            ? ""
            : "Have a signer that the policy names run and attest loop "
                + loop
                + " in isolation ("
                + described()
                + ").");
  }

  private static Outcome outcome(BundleVerdict verdict) {
    return verdict.outcome() == Outcome.MET && verdict.tier() == TrustTier.LOCAL
        ? Outcome.BROKEN
        : verdict.outcome();
  }

  private String described() {
    return required.stream().map(RequiredIsolation::describe).collect(Collectors.joining(", "));
  }
}
