package dev.loopgen.core.internal.driven;

import dev.loopgen.api.driven.DrivenOptions;
import dev.loopgen.core.internal.driven.dialect.Dialect;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Who makes changes, and how.
 *
 * @param author who it is
 * @param options the limits
 * @param directory where journals are kept, outside the work tree
 * @param random draws the nonces
 */
public record DrivenSetup(
    ChangeAuthor author, DrivenOptions options, Path directory, RandomGenerator random) {

  /** Returns the environment variables that no command must have. */
  public Set<String> secretVariables() {
    return author.secretVariables();
  }

  /** Returns the form in which the author writes what it wants: a dialect, or a protocol. */
  String form() {
    return author instanceof ChangeAuthor.Agent agent ? agent.identity().adapter() : dialect().id();
  }

  /** Returns the dialect of a model. */
  Dialect dialect() {
    String id = options.dialect().orElse(Dialect.BLOCKS.id());
    return Arrays.stream(Dialect.values())
        .filter(one -> one.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no dialect " + id));
  }
}
