package dev.loopgen.core.internal.driven;

import dev.loopgen.api.driven.DrivenOptions;
import dev.loopgen.api.model.ModelAdapter;
import java.nio.file.Path;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Who makes changes, and how.
 *
 * @param model the model
 * @param options the limits
 * @param directory where journals are kept, outside the work tree
 * @param random draws the nonces
 */
public record DrivenSetup(
    ModelAdapter model, DrivenOptions options, Path directory, RandomGenerator random) {

  /** Returns the environment variables that no command must have. */
  public Set<String> secretVariables() {
    return model.secretVariables();
  }
}
