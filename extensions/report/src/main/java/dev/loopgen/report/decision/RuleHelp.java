package dev.loopgen.report.decision;

import dev.loopgen.api.gate.GateRule;

/** Explains each rule to somebody who meets it for the first time. */
final class RuleHelp {

  private RuleHelp() {}

  static String of(GateRule rule) {
    return switch (rule) {
      case POLICY ->
          "The policy is read from the base, so a change cannot loosen the rules it is judged by."
              + " Change the policy in a change of its own.";
      case BASE ->
          "The change must not determine what it is compared with. Name the base, or tell the"
              + " clone which branch is the default one.";
      case LEDGER ->
          "No evidence counts in a ledger that is missing, empty, edited or of another"
              + " repository. Verify the ledger to see where it is damaged.";
      case ANCHORS ->
          "The ledger must still contain all entries of the base and of signed checkpoints, and"
              + " have the witnesses that the policy asks for."
              + " Merge the ledger with its git history to restore dropped entries.";
      case SPEC ->
          "The commands that judge a change come from the base. Have a change of the loop spec"
              + " reviewed on its own, or adopt it by its digest.";
      case FORBIDDEN_PATHS ->
          "The loop forbids these paths to the change. Undo the changes to them, or have them"
              + " acknowledged at the base first.";
      case RECORDED_VIOLATIONS ->
          "A run that was recorded since the base found a forbidden path touched. The policy counts"
              + " that even if it was reverted later. Have it waived at the base.";
      case COMMAND_FILES ->
          "The files that a command runs determine what it proves. Change them separately, or"
              + " have the change acknowledged at the base first.";
      case PASSING_RUN ->
          "The latest run of exactly this tree must have passed; any edit needs a new run. Run"
              + " the loop.";
      case FRESHNESS ->
          "Runs that are too old or dated in the future do not count. Run the loop again.";
      case TRUST ->
          "The run must be signed by a signer that the policy names, and the signature verified"
              + " here. Sign in the run itself: a late signature is only a witness.";
      case ISOLATION ->
          "The commands must have run in isolation from the machine and from the files that judge"
              + " them, as the attested entry of the run says. Run the loop in isolation, and have"
              + " a signer that the policy names attest it.";
      case TESTS ->
          "Green is not enough: the entry of the run must say how many tests were executed, that"
              + " none of the base's is lost, and what else the policy asks. Demand it in"
              + " verification.tests at the base, and run the loop again.";
      case WORKFLOW ->
          "Whoever writes the signing workflow can have anything signed. It must be at a"
              + " protected ref, or the same as at the base.";
      case WAIVERS ->
          "A waiver has an owner, a reason and an end. Once it has expired, meet the rule or"
              + " have the waiver renewed at the base.";
    };
  }
}
