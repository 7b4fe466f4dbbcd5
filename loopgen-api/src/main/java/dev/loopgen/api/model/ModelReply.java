package dev.loopgen.api.model;

import java.util.List;
import java.util.Objects;

/**
 * A complete reply.
 *
 * @param text what the model said, possibly empty
 * @param thinking what the model thought, kept apart from the text; never an answer
 * @param toolCalls the calls made through the server's own protocol, in order
 * @param usage the tokens it cost
 * @param finish why it ended
 * @param server who answered
 */
public record ModelReply(
    String text,
    String thinking,
    List<ToolCall> toolCalls,
    ModelUsage usage,
    FinishReason finish,
    ModelServer server) {

  /** Copies the calls. */
  public ModelReply {
    Objects.requireNonNull(text);
    Objects.requireNonNull(thinking);
    toolCalls = List.copyOf(toolCalls);
    Objects.requireNonNull(usage);
    Objects.requireNonNull(finish);
    Objects.requireNonNull(server);
  }

  /**
   * Tells whether the model said nothing that could be an answer.
   *
   * @return true if the text is blank and there is no tool call, whatever it thought
   */
  public boolean isEmpty() {
    return text.isBlank() && toolCalls.isEmpty();
  }
}
