package dev.loopgen.api.model;

import java.util.Objects;

/**
 * A tool call that a model made through the server's own protocol. Not validated: the tool may not
 * exist, and the arguments may be malformed.
 *
 * @param id the call's id, for the answer to it; empty if the server gave none
 * @param name the name of the tool as received
 * @param arguments the arguments as received; JSON if the model behaved, possibly empty
 */
public record ToolCall(String id, String name, String arguments) {

  /** Checks that the parts are present. */
  public ToolCall {
    Objects.requireNonNull(id);
    Objects.requireNonNull(name);
    Objects.requireNonNull(arguments);
  }
}
