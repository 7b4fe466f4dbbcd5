package dev.loopgen.adapters.internal.protocol;

import dev.loopgen.api.ModelException;
import dev.loopgen.api.model.ModelListener;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a listener's exceptions from the reply. */
final class SafeListener implements ModelListener {

  private static final Logger LOG = LoggerFactory.getLogger(SafeListener.class);

  private final ModelListener listener;

  SafeListener(ModelListener listener) {
    this.listener = listener;
  }

  @Override
  public void text(String part) {
    call(() -> listener.text(part));
  }

  @Override
  public void thinking(String part) {
    call(() -> listener.thinking(part));
  }

  @Override
  public void retrying(ModelException failure, Duration wait) {
    call(() -> listener.retrying(failure, wait));
  }

  private static void call(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException e) {
      LOG.warn("A model listener failed.", e);
    }
  }
}
