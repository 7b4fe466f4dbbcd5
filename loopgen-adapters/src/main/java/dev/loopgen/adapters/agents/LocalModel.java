package dev.loopgen.adapters.agents;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
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

  private static final Pattern ADDRESS = Pattern.compile("https?://[!-&(-~]+");
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the address is not one of HTTP, or the variable is not a
   *     name
   */
  public LocalModel {
    Objects.requireNonNull(address, "address");
    if (!ADDRESS.matcher(address).matches()) {
      throw new IllegalArgumentException(
          "The address of a model server starts with http:// or https://, unlike " + address + ".");
    }
    if (namedVariable != null && !VARIABLE.matcher(namedVariable).matches()) {
      throw new IllegalArgumentException(
          "The name of an environment variable has letters, digits and underscores, unlike "
              + namedVariable
              + ". Give the name, never the key itself.");
    }
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
