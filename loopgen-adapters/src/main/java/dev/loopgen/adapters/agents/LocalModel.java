package dev.loopgen.adapters.agents;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the configuration of a model server is generated with. The key itself is never part of it.
 *
 * @param namedModel the model's name; null if it is to be filled in later
 * @param address the server's address
 * @param namedVariable the environment variable that holds the key; null if it needs none
 */
public record LocalModel(
    @Nullable String namedModel, String address, @Nullable String namedVariable) {

  /** Checks that there is an address. */
  public LocalModel {
    Objects.requireNonNull(address, "address");
  }

  /**
   * Returns the model.
   *
   * @return its name; empty if it is to be filled in later
   */
  public Optional<String> model() {
    return Optional.ofNullable(namedModel);
  }

  /**
   * Returns where the key is.
   *
   * @return the name of an environment variable; empty if the server needs no key
   */
  public Optional<String> keyVariable() {
    return Optional.ofNullable(namedVariable);
  }
}
