package dev.loopgen.api.model;

import dev.loopgen.api.ModelException;
import java.time.Duration;

/**
 * Receives a reply as it arrives. Called one call at a time; must return quickly, because the reply
 * is not read meanwhile.
 *
 * <p>What it receives is not yet a reply: the request may still fail.
 */
public interface ModelListener {

  /** A listener that ignores everything. */
  ModelListener NONE = new ModelListener() {};

  /**
   * More text has arrived.
   *
   * @param part the text since the last call, never empty
   */
  default void text(String part) {}

  /**
   * More thinking has arrived.
   *
   * @param part the thinking since the last call, never empty
   */
  default void thinking(String part) {}

  /**
   * The request failed before any answer to it arrived and will be sent again.
   *
   * @param failure why it failed
   * @param wait the time until it is sent again
   */
  default void retrying(ModelException failure, Duration wait) {}
}
