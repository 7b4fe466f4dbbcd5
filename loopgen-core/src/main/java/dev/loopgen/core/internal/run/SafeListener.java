package dev.loopgen.core.internal.run;

import dev.loopgen.api.run.RunListener;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.api.verify.CommandResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what a listener throws away from the run. */
public record SafeListener(RunListener listener) implements RunListener {

  private static final Logger LOG = LoggerFactory.getLogger(SafeListener.class);

  @Override
  public void phase(Phase phase) {
    safely(() -> listener.phase(phase));
  }

  @Override
  public void snapshot(TreeSnapshot snapshot) {
    safely(() -> listener.snapshot(snapshot));
  }

  @Override
  public void finished(RunResult result) {
    safely(() -> listener.finished(result));
  }

  @Override
  public void started(int index, String command) {
    safely(() -> listener.started(index, command));
  }

  @Override
  public void output(int index, String text) {
    safely(() -> listener.output(index, text));
  }

  @Override
  public void ended(int index, CommandResult result) {
    safely(() -> listener.ended(index, result));
  }

  private static void safely(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException e) {
      LOG.warn("a listener failed; the verdict does not change", e);
    }
  }
}
