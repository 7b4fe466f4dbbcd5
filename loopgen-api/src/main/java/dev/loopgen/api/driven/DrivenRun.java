package dev.loopgen.api.driven;

import dev.loopgen.api.model.ModelIdentity;
import dev.loopgen.api.model.ModelServer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a model or an agent made a change.
 *
 * @param stop why it ended
 * @param model which model was asked
 * @param server what its server said about itself
 * @param dialect the form in which the model was told to write its actions
 * @param iterations its attempts, in order
 * @param spentPromptTokens the tokens of all prompts, as counted by the server or estimated
 * @param spentCompletionTokens the tokens of all replies, as counted by the server or estimated
 * @param resumed how often the run was resumed after it had been interrupted
 * @param author what is known of the agent that made the change; null if a model only proposed it
 */
public record DrivenRun(
    StopReason stop,
    ModelIdentity model,
    ModelServer server,
    String dialect,
    List<DrivenIteration> iterations,
    long spentPromptTokens,
    long spentCompletionTokens,
    int resumed,
    @Nullable AgentAuthor author) {

  /** Copies the attempts. */
  public DrivenRun {
    Objects.requireNonNull(stop);
    Objects.requireNonNull(model);
    Objects.requireNonNull(server);
    Objects.requireNonNull(dialect);
    iterations = List.copyOf(iterations);
  }

  /**
   * Creates the run of a model, which only proposes.
   *
   * @param stop why it ended
   * @param model which model was asked
   * @param server what its server said about itself
   * @param dialect the form in which the model was told to write its actions
   * @param iterations its attempts, in order
   * @param spentPromptTokens the tokens of all prompts, as counted by the server or estimated
   * @param spentCompletionTokens the tokens of all replies, as counted by the server or estimated
   * @param resumed how often the run was resumed after it had been interrupted
   */
  public DrivenRun(
      StopReason stop,
      ModelIdentity model,
      ModelServer server,
      String dialect,
      List<DrivenIteration> iterations,
      long spentPromptTokens,
      long spentCompletionTokens,
      int resumed) {
    this(
        stop,
        model,
        server,
        dialect,
        iterations,
        spentPromptTokens,
        spentCompletionTokens,
        resumed,
        null);
  }

  /**
   * Returns a copy with another end.
   *
   * @param other why it ended
   * @return the run
   */
  public DrivenRun stoppedBy(StopReason other) {
    return new DrivenRun(
        other,
        model,
        server,
        dialect,
        iterations,
        spentPromptTokens,
        spentCompletionTokens,
        resumed,
        author);
  }

  /**
   * Returns the files that the model's actions changed.
   *
   * @return their paths relative to the project, in the order of their first change
   */
  public List<String> changedFiles() {
    Set<String> files = new LinkedHashSet<>();
    for (DrivenIteration iteration : iterations) {
      for (ActionOutcome outcome : iteration.outcomes()) {
        if (outcome instanceof ActionOutcome.Written || outcome instanceof ActionOutcome.Deleted) {
          files.add(outcome.subject());
        }
      }
    }
    return new ArrayList<>(files);
  }
}
