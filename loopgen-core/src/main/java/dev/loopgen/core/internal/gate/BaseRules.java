package dev.loopgen.core.internal.gate;

import dev.loopgen.api.gate.GateRule;
import dev.loopgen.api.tree.Base;

/** Requires a base that the change itself cannot choose. */
final class BaseRules {

  private BaseRules() {}

  static void judge(LoopExpectation expected, FindingList findings) {
    if (expected.base().rule() == Base.Rule.NO_COMMIT) {
      findings.undecided(
          GateRule.BASE,
          expected.loop(),
          "HEAD",
          "The repository has no commit, so nothing exists that the change does not bring itself.",
          "Commit the state that the change is to be compared with first.");
    } else if (expected.base().guessed()) {
      guessed(expected, findings);
    } else {
      findings.met(
          GateRule.BASE,
          expected.loop(),
          "the " + expected.baseName(),
          expected
              .base()
              .reference()
              .map(reference -> "It rests on " + reference + ".")
              .orElse("It was given by the caller, or is a branch that the clone knows."));
    }
  }

  private static void guessed(LoopExpectation expected, FindingList findings) {
    String name = "the " + expected.baseName();
    switch (expected.base().rule()) {
      case PLATFORM ->
          findings.undecided(
              GateRule.BASE,
              expected.loop(),
              name,
              "Only the job names the base ("
                  + expected.base().reference().orElse("")
                  + "), which its steps or the change may have written.",
              "Name the base of the change, as the platform's event does, in a job that runs no"
                  + " code of the change.");
      case TRUSTED_REVISION ->
          findings.undecided(
              GateRule.BASE,
              expected.loop(),
              name,
              "The trusted revision is older than the first parent of the merge commit HEAD ("
                  + expected.base().reference().orElse("")
                  + "), and only the clone says that this parent was reviewed.",
              "If the platform made the merge commit, trust the first parent of HEAD.");
      default ->
          findings.undecided(
              GateRule.BASE,
              expected.loop(),
              "the default branches that this clone knows",
              "Nobody named the base, so "
                  + name
                  + " is a guess: it may leave out committed changes.",
              "Name the base of the change, or tell the clone its default branch (git remote"
                  + " set-head origin --auto, or git config init.defaultBranch NAME).");
    }
  }
}
