package dev.loopgen.api.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which model is asked, and where. Free of secrets, so that it can be recorded.
 *
 * @param adapter the kind of adapter, in kebab-case, for example {@code ollama}
 * @param model the model as the user named it
 * @param address the server's address without user information and query; null if there is no
 *     server
 */
public record ModelIdentity(String adapter, String model, @Nullable String address) {

  /** Checks that the required parts are present. */
  public ModelIdentity {
    Objects.requireNonNull(adapter);
    Objects.requireNonNull(model);
  }
}
