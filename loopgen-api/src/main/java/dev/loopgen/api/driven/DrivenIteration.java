package dev.loopgen.api.driven;

import dev.loopgen.api.model.ModelUsage;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a model: a prompt, a reply, its actions and the verification after them.
 *
 * @param number the number of the attempt, from 1
 * @param reasoning the model's words outside its actions, bounded; possibly empty
 * @param form the form that the actions were read in, for example {@code blocks}
 * @param unreadable why the reply could not be read, or null if it could
 * @param outcomes what became of each action, in order
 * @param verified whether the commands passed afterwards
 * @param usage the tokens that the server counted
 * @param asking how long the model took to reply
 * @param verifying how long the commands took
 * @param tree the id of the git tree afterwards; empty if the attempt did not end
 */
public record DrivenIteration(
    int number,
    String reasoning,
    String form,
    @Nullable String unreadable,
    List<ActionOutcome> outcomes,
    boolean verified,
    ModelUsage usage,
    Duration asking,
    Duration verifying,
    String tree) {

  /** Copies the outcomes. */
  public DrivenIteration {
    Objects.requireNonNull(reasoning);
    Objects.requireNonNull(form);
    Objects.requireNonNull(usage);
    Objects.requireNonNull(asking);
    Objects.requireNonNull(verifying);
    Objects.requireNonNull(tree);
    outcomes = List.copyOf(outcomes);
  }

  /**
   * Returns the actions that were not carried out.
   *
   * @return them, in order
   */
  public List<ActionOutcome.Blocked> blocked() {
    return outcomes.stream()
        .filter(ActionOutcome.Blocked.class::isInstance)
        .map(ActionOutcome.Blocked.class::cast)
        .toList();
  }
}
