package dev.loopgen.api.model;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What really works with one model on one server, found out by trying, and what is best used.
 *
 * @param identity the model
 * @param server what the server said of itself
 * @param trials what was tried, in order
 * @param dialect the form to ask for actions in: {@code blocks}, {@code tools} or {@code json};
 *     null if none of them works
 * @param editFormat how files are best changed
 * @param thinking whether to let the model think
 * @param contextTokens the context that is known to reach the model; 0 if none does
 */
public record ModelProfile(
    ModelIdentity identity,
    ModelServer server,
    List<ModelTrial> trials,
    @Nullable String dialect,
    EditFormat editFormat,
    ModelRequest.Thinking thinking,
    int contextTokens) {

  /** How a model changes a file. */
  public enum EditFormat {
    /** By passages to find and their replacements. */
    EDIT("edit"),
    /** By writing the whole file. */
    WHOLE_FILE("whole-file");

    private final String id;

    EditFormat(String id) {
      this.id = id;
    }

    /**
     * Returns the name of the format in files and reports.
     *
     * @return lower-case words, joined by hyphens
     */
    public String id() {
      return id;
    }
  }

  /**
   * Copies the trials.
   *
   * @throws IllegalArgumentException if the number of tokens is negative
   */
  public ModelProfile {
    Objects.requireNonNull(identity);
    Objects.requireNonNull(server);
    trials = List.copyOf(trials);
    Objects.requireNonNull(editFormat);
    Objects.requireNonNull(thinking);
    if (contextTokens < 0) {
      throw new IllegalArgumentException("a number of tokens must not be negative");
    }
  }

  /**
   * Tells whether something worked.
   *
   * @param subject what was tried
   * @return true if it was tried and worked
   */
  public boolean worked(ModelTrial.Subject subject) {
    return trials.stream().anyMatch(trial -> trial.subject() == subject && trial.worked());
  }

  /**
   * Tells whether something was found not to work.
   *
   * @param subject what was tried
   * @return true if it was tried and did not work
   */
  public boolean failed(ModelTrial.Subject subject) {
    return trials.stream().anyMatch(trial -> trial.subject() == subject && !trial.worked());
  }

  /**
   * Tells whether the model can drive a loop.
   *
   * @return true if a dialect works and a context reaches the model
   */
  public boolean isUsable() {
    return dialect != null && contextTokens > 0;
  }
}
