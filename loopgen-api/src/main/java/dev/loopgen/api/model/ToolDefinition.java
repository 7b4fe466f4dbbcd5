package dev.loopgen.api.model;

import dev.loopgen.api.json.Json;
import java.util.Objects;

/**
 * A tool that a model may call.
 *
 * @param name its name: letters, digits, underscores and hyphens
 * @param description what it does, for the model
 * @param parameters the JSON schema of its arguments
 */
public record ToolDefinition(String name, String description, Json.Obj parameters) {

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if servers would not accept the name
   */
  public ToolDefinition {
    Objects.requireNonNull(description);
    Objects.requireNonNull(parameters);
    if (!name.matches("[A-Za-z0-9_-]{1,64}")) {
      throw new IllegalArgumentException(
          "the name of a tool must be 1 to 64 letters, digits, underscores or hyphens");
    }
  }
}
