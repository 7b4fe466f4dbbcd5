package dev.loopgen.core.internal.run;

import dev.loopgen.api.ModelException;
import dev.loopgen.api.driven.ActionOutcome;
import dev.loopgen.api.driven.BudgetLeft;
import dev.loopgen.api.driven.DrivenIteration;
import dev.loopgen.api.driven.DrivenRun;
import dev.loopgen.api.run.RunListener;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.api.verify.CommandResult;
import dev.loopgen.core.internal.exec.SafeCommandListener;
import java.time.Duration;

/** Shields the run from exceptions of a listener. */
public record SafeRunListener(RunListener listener) implements RunListener {

  @Override
  public void phase(Phase phase) {
    SafeCommandListener.quietly(() -> listener.phase(phase));
  }

  @Override
  public void snapshot(TreeSnapshot snapshot) {
    SafeCommandListener.quietly(() -> listener.snapshot(snapshot));
  }

  @Override
  public void finished(RunResult result) {
    SafeCommandListener.quietly(() -> listener.finished(result));
  }

  @Override
  public void started(int index, String command) {
    SafeCommandListener.quietly(() -> listener.started(index, command));
  }

  @Override
  public void output(int index, String text) {
    SafeCommandListener.quietly(() -> listener.output(index, text));
  }

  @Override
  public void ended(int index, CommandResult result) {
    SafeCommandListener.quietly(() -> listener.ended(index, result));
  }

  @Override
  public void asking(int number, int limit, BudgetLeft left) {
    SafeCommandListener.quietly(() -> listener.asking(number, limit, left));
  }

  @Override
  public void modelText(String text) {
    SafeCommandListener.quietly(() -> listener.modelText(text));
  }

  @Override
  public void retrying(ModelException failure, Duration wait) {
    SafeCommandListener.quietly(() -> listener.retrying(failure, wait));
  }

  @Override
  public void acted(ActionOutcome outcome) {
    SafeCommandListener.quietly(() -> listener.acted(outcome));
  }

  @Override
  public void attempted(DrivenIteration iteration) {
    SafeCommandListener.quietly(() -> listener.attempted(iteration));
  }

  @Override
  public void stopped(DrivenRun run) {
    SafeCommandListener.quietly(() -> listener.stopped(run));
  }
}
