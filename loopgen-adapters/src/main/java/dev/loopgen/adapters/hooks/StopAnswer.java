package dev.loopgen.adapters.hooks;

/** Answers an agent that wants to stop. */
final class StopAnswer {

  /** After so many runs that failed, a person should look. */
  private static final int MAX_FAILED = 3;

  /** A verdict that cannot be had is asked for once. */
  private static final int MAX_WITHOUT_VERDICT = 1;

  private static final String GATE =
      " That is no acceptance: the gate refuses a change without a run that passed.";

  private final HookDialect dialect;
  private final HookedProject project;

  StopAnswer(HookDialect dialect, HookedProject project) {
    this.dialect = dialect;
    this.project = project;
  }

  HookAnswer to(HookDialect.Stop stop) throws InterruptedException {
    if (stop.ended()) {
      return passed("");
    }
    StopVerdict verdict = project.verdict();
    if (verdict.letsStop()) {
      project.remember(stop.session(), StopBlocks.NONE);
      return passed("");
    }
    boolean first = stop.continuing().filter(continuing -> !continuing).isPresent();
    StopBlocks before = first ? StopBlocks.NONE : project.recall(stop.session());
    return verdict instanceof StopVerdict.Failed failed && failed.recorded().isPresent()
        ? failed(stop, before, failed, failed.recorded().get())
        : undecided(stop, before, verdict);
  }

  private HookAnswer failed(
      HookDialect.Stop stop, StopBlocks before, StopVerdict.Failed failed, String entry) {
    int blocks = project.failedRuns(before);
    if (blocks >= MAX_FAILED) {
      return letGo(stop, "The agent stops after " + blocks + " runs that failed." + GATE);
    }
    String count = " (" + (blocks + 1) + " of " + MAX_FAILED + ")";
    return block(
        stop,
        before.failed(entry),
        "loopgen does not accept this work yet" + count + ".\n\n" + failed.feedback());
  }

  private HookAnswer undecided(HookDialect.Stop stop, StopBlocks before, StopVerdict verdict) {
    return before.withoutVerdict() >= MAX_WITHOUT_VERDICT
        ? letGo(stop, "The agent stops without a verdict. " + verdict.describe() + GATE)
        : block(
            stop,
            before.undecided(),
            "loopgen does not accept this work yet. " + verdict.describe());
  }

  /**
   * Blocks if the block can be remembered: one that is forgotten would be given for ever. The first
   * of a turn is known as such from the agent, and needs no memory.
   */
  private HookAnswer block(HookDialect.Stop stop, StopBlocks after, String reason) {
    boolean first = stop.continuing().filter(continuing -> !continuing).isPresent();
    return project.remember(stop.session(), after) || first
        ? new HookAnswer(dialect.block(reason).text(), 0, "")
        : letGo(stop, "The agent stops, because its blocks cannot be remembered." + GATE);
  }

  private HookAnswer letGo(HookDialect.Stop stop, String message) {
    project.remember(stop.session(), StopBlocks.NONE);
    return passed("loopgen: " + message);
  }

  private HookAnswer passed(String message) {
    return new HookAnswer(dialect.pass(message).text(), 0, message);
  }
}
