package dev.loopgen.cli.run;

import dev.loopgen.api.driven.ActionOutcome;
import dev.loopgen.api.driven.AgentAuthor;
import dev.loopgen.api.driven.DrivenIteration;
import dev.loopgen.api.driven.DrivenRun;
import dev.loopgen.api.driven.StopReason;
import dev.loopgen.api.internal.text.Plural;
import dev.loopgen.api.internal.text.TextStart;
import dev.loopgen.api.model.ModelProfile;
import dev.loopgen.cli.support.Console;
import java.io.PrintWriter;

/** Prints how a model made the change. */
public final class DrivenPrinter {

  private static final int MAX_SHOWN = 20;
  private static final int MAX_LINE = 160;

  private DrivenPrinter() {}

  /** Prints what an earlier check of the model found out. */
  static void profile(ModelProfile profile, PrintWriter out) {
    out.println(
        profile.isUsable()
            ? "model check: "
                + profile.dialect()
                + ", "
                + profile.editFormat().id()
                + ", thinking "
                + profile.thinking().id()
                + ", "
                + profile.contextTokens()
                + " tokens of context, where no option says otherwise"
            : "model check: this model was found unable to drive a loop; see loopgen model check");
  }

  /** Prints an attempt and what was blocked in it. */
  public static void attempt(DrivenIteration iteration, PrintWriter out) {
    attempt(iteration, ", checks " + (iteration.verified() ? "passed" : "failed"), out);
  }

  private static void attempt(DrivenIteration iteration, String checks, PrintWriter out) {
    out.println("  attempt " + iteration.number() + ": " + summary(iteration, checks));
    iteration.outcomes().stream()
        .filter(
            outcome ->
                outcome instanceof ActionOutcome.Blocked
                    || outcome instanceof ActionOutcome.Proposed)
        .limit(MAX_SHOWN)
        .forEach(outcome -> out.println("    " + line(outcome)));
  }

  /** Prints how the run ended, and what it left behind. */
  static void print(DrivenRun run, PrintWriter out) {
    if (run.stop() instanceof StopReason.DryRun) {
      run.iterations().forEach(iteration -> attempt(iteration, ", nothing was run", out));
    }
    AgentAuthor author = run.author();
    out.println(
        (author == null ? "  model: " : "  agent: ") + Console.sentence(run.stop().describe()));
    if (author != null) {
      out.println(
          "  author: "
              + author.confinement().id()
              + (author.confinement() == AgentAuthor.Confinement.UNCONFINED
                  ? ": what the agent did beside its recorded actions is unknown"
                  : ": the agent wrote by recorded actions only"));
    }
    if (!(run.stop() instanceof StopReason.Verified) && !run.changedFiles().isEmpty()) {
      out.println(
          "  left in the work tree: "
              + Console.escape(
                  String.join(", ", run.changedFiles().stream().limit(MAX_SHOWN).toList())));
    }
  }

  private static String summary(DrivenIteration iteration, String checks) {
    if (iteration.unreadable() != null) {
      return Console.escape(iteration.unreadable());
    }
    long blocked = iteration.blocked().size();
    long taken = iteration.outcomes().size() - blocked;
    return Plural.of(taken, "action") + ", " + blocked + " blocked" + checks;
  }

  private static String line(ActionOutcome outcome) {
    String text = outcome.action() + " " + outcome.subject();
    return Console.escape(TextStart.cut(text, MAX_LINE) + " — " + outcome.describe());
  }
}
