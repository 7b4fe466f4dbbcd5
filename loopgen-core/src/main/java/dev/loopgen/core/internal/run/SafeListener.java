package dev.loopgen.core.internal.run;

import dev.loopgen.api.run.RunListener;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.api.verify.CommandResult;
import dev.loopgen.core.internal.verify.QuietListener;

/** Keeps what a listener throws away from the run. */
public record SafeListener(RunListener listener) implements RunListener {

  @Override
  public void phase(Phase phase) {
    QuietListener.quietly(() -> listener.phase(phase));
  }

  @Override
  public void snapshot(TreeSnapshot snapshot) {
    QuietListener.quietly(() -> listener.snapshot(snapshot));
  }

  @Override
  public void finished(RunResult result) {
    QuietListener.quietly(() -> listener.finished(result));
  }

  @Override
  public void started(int index, String command) {
    QuietListener.quietly(() -> listener.started(index, command));
  }

  @Override
  public void output(int index, String text) {
    QuietListener.quietly(() -> listener.output(index, text));
  }

  @Override
  public void ended(int index, CommandResult result) {
    QuietListener.quietly(() -> listener.ended(index, result));
  }
}
