package dev.loopgen.core.internal.exec;

import dev.loopgen.api.verify.CommandListener;
import dev.loopgen.api.verify.CommandResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shields the verdict from exceptions of a listener. */
public record SafeCommandListener(CommandListener listener) implements CommandListener {

  private static final Logger LOG = LoggerFactory.getLogger(SafeCommandListener.class);

  @Override
  public void started(int index, String command) {
    quietly(() -> listener.started(index, command));
  }

  @Override
  public void output(int index, String text) {
    quietly(() -> listener.output(index, text));
  }

  @Override
  public void ended(int index, CommandResult result) {
    quietly(() -> listener.ended(index, result));
  }

  /** Calls a listener and logs its exceptions. */
  public static void quietly(Runnable call) {
    try {
      call.run();
    } catch (Throwable e) { // also errors and what other languages throw unchecked
      LOG.warn("a listener failed; the verdict does not change", e);
    }
  }
}
