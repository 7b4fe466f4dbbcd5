package dev.loopgen.api.model;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a server claims about a model before it is asked anything.
 *
 * @param server the server and the model's digest
 * @param contextTokens the longest context that the model supports; null if the server does not say
 * @param capabilities the capabilities in the server's words, for example {@code tools} and {@code
 *     thinking}; empty if it does not say
 */
public record ModelDescription(
    ModelServer server, @Nullable Integer contextTokens, Set<String> capabilities) {

  /** Copies the capabilities. */
  public ModelDescription {
    Objects.requireNonNull(server);
    capabilities = Set.copyOf(capabilities);
  }
}
