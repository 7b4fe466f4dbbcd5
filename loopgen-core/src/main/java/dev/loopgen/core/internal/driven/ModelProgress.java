package dev.loopgen.core.internal.driven;

import dev.loopgen.api.ModelException;
import dev.loopgen.api.driven.DrivenListener;
import dev.loopgen.api.model.ModelListener;
import java.time.Duration;

/**
 * Tells the listener of a run what its author says.
 *
 * @param listener the listener of the run
 */
record ModelProgress(DrivenListener listener) implements ModelListener {

  @Override
  public void text(String part) {
    listener.modelText(part);
  }

  @Override
  public void thinking(String part) {
    listener.modelText(part);
  }

  @Override
  public void retrying(ModelException failure, Duration wait) {
    listener.retrying(failure, wait);
  }
}
