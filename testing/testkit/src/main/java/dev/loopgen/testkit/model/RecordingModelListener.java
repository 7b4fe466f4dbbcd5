package dev.loopgen.testkit.model;

import dev.loopgen.api.ModelException;
import dev.loopgen.api.model.ModelListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A listener that keeps what it receives. Thread-safe. */
public final class RecordingModelListener implements ModelListener {

  private final StringBuilder text = new StringBuilder();
  private final StringBuilder thinking = new StringBuilder();
  private final List<ModelException.Kind> retries = new ArrayList<>();

  /** Creates a listener that has received nothing. */
  public RecordingModelListener() {}

  @Override
  public synchronized void text(String part) {
    text.append(part);
  }

  @Override
  public synchronized void thinking(String part) {
    thinking.append(part);
  }

  @Override
  public synchronized void retrying(ModelException failure, Duration wait) {
    retries.add(failure.kind());
  }

  /**
   * Returns the text so far.
   *
   * @return the parts, joined
   */
  public synchronized String text() {
    return text.toString();
  }

  /**
   * Returns the thinking so far.
   *
   * @return the parts, joined
   */
  public synchronized String thinking() {
    return thinking.toString();
  }

  /**
   * Returns why requests were sent again.
   *
   * @return the kinds of the failures, oldest first
   */
  public synchronized List<ModelException.Kind> retries() {
    return List.copyOf(retries);
  }
}
