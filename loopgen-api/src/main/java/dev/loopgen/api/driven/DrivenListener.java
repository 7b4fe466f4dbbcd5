package dev.loopgen.api.driven;

import dev.loopgen.api.ModelException;
import java.time.Duration;

/**
 * Receives the progress of a driven run.
 *
 * <p>Called one call at a time; must return quickly. Exceptions are logged and change nothing. Text
 * of the model may hold any character.
 */
public interface DrivenListener {

  /**
   * The model is about to be asked.
   *
   * @param number the number of the attempt, from 1
   * @param limit how many attempts it has
   * @param left what the run may still spend, before this request
   */
  default void asking(int number, int limit, BudgetLeft left) {}

  /**
   * A part of the reply arrived, which may yet turn out unreadable.
   *
   * @param text what the model said or thought
   */
  default void modelText(String text) {}

  /**
   * The request failed before any answer to it arrived and will be sent again.
   *
   * @param failure why it failed
   * @param wait the time until it is sent again
   */
  default void retrying(ModelException failure, Duration wait) {}

  /**
   * An action was carried out or blocked.
   *
   * @param outcome what became of it
   */
  default void acted(ActionOutcome outcome) {}

  /**
   * An attempt ended.
   *
   * @param iteration what happened
   */
  default void attempted(DrivenIteration iteration) {}

  /**
   * The model is not asked any more; the change is judged next.
   *
   * @param run how the change was made
   */
  default void stopped(DrivenRun run) {}
}
