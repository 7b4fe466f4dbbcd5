package dev.loopgen.report.decision;

import dev.loopgen.api.gate.GateRule;

/** What somebody who meets a rule for the first time should know of it. */
final class RuleHelp {

  private RuleHelp() {}

  static String of(GateRule rule) {
    return switch (rule) {
      case POLICY ->
          "The policy is read from the base, so a change cannot loosen the rules it is judged by."
              + " Change the policy in a change of its own.";
      case BASE ->
          "What a change is compared with must not follow from the change. Name the base, or tell the"
              + " clone which branch is the default one.";
      case LEDGER ->
          "No evidence counts in a ledger that is missing, empty, edited or of another repository."
              + " loopgen audit verify says where it is damaged.";
      case ANCHORS ->
          "What the ledger held before, at the base or in a signed checkpoint, has to be in it"
              + " still. loopgen ledger merge --history brings back what was dropped.";
      case SPEC ->
          "The commands that judge a change come from the base. Have a change of the loop spec"
              + " reviewed on its own, or adopt it by its digest.";
      case FORBIDDEN_PATHS ->
          "The loop forbids these paths to the change. Undo what it did to them, or have it"
              + " acknowledged at the base first.";
      case RECORDED_VIOLATIONS ->
          "A run that was recorded since the base found a forbidden path touched. The policy counts"
              + " that even if it was reverted later. Have it waived at the base.";
      case COMMAND_FILES ->
          "A file that a command runs decides what the command proves. Change it on its own, or have"
              + " it acknowledged at the base first.";
      case PASSING_RUN ->
          "Exactly this tree must have a latest run that passed; any edit needs a run of its own."
              + " loopgen run makes one.";
      case FRESHNESS -> "Old runs do not count, and none from the future. Run the loop again.";
      case TRUST ->
          "The run has to be signed by whom the policy names, and verified here. Sign in the run"
              + " itself: a late signature is a witness only.";
      case WORKFLOW ->
          "Whoever writes the workflow that signs can have anything signed. It has to be one at a"
              + " protected ref, or as the base has it.";
      case WAIVERS ->
          "A waiver has an owner, a reason and an end. Once it is over, meet the rule or have it"
              + " renewed at the base.";
    };
  }
}
