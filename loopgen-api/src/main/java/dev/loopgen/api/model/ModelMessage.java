package dev.loopgen.api.model;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One message of a conversation.
 *
 * @param role who speaks
 * @param content the text, possibly empty
 * @param toolCalls the calls that the assistant made; empty for other roles
 * @param answered the call that this message answers; null unless the role is {@link Role#TOOL}
 */
public record ModelMessage(
    Role role, String content, List<ToolCall> toolCalls, @Nullable ToolCall answered) {

  /** Who speaks. */
  public enum Role {
    /** The rules of the conversation. */
    SYSTEM("system"),
    /** The one who asks. */
    USER("user"),
    /** The model. */
    ASSISTANT("assistant"),
    /** The result of a tool call. */
    TOOL("tool");

    private final String id;

    Role(String id) {
      this.id = id;
    }

    /**
     * Returns the role as servers spell it.
     *
     * @return one lower-case word
     */
    public String id() {
      return id;
    }
  }

  /**
   * Copies the calls.
   *
   * @throws IllegalArgumentException if a call belongs to the wrong role
   */
  public ModelMessage {
    Objects.requireNonNull(content);
    toolCalls = List.copyOf(toolCalls);
    if (!toolCalls.isEmpty() && role != Role.ASSISTANT) {
      throw new IllegalArgumentException("only an assistant's message has tool calls");
    }
    if ((answered != null) != (role == Role.TOOL)) {
      throw new IllegalArgumentException("exactly a tool's message answers a tool call");
    }
  }

  /**
   * Creates a message with the rules of the conversation.
   *
   * @param content the text
   * @return the message
   */
  public static ModelMessage system(String content) {
    return new ModelMessage(Role.SYSTEM, content, List.of(), null);
  }

  /**
   * Creates a message of the one who asks.
   *
   * @param content the text
   * @return the message
   */
  public static ModelMessage user(String content) {
    return new ModelMessage(Role.USER, content, List.of(), null);
  }

  /**
   * Creates a message of the model.
   *
   * @param content the text
   * @param toolCalls the calls it made
   * @return the message
   */
  public static ModelMessage assistant(String content, List<ToolCall> toolCalls) {
    return new ModelMessage(Role.ASSISTANT, content, toolCalls, null);
  }

  /**
   * Creates the answer to a tool call.
   *
   * @param answered the call
   * @param content its result
   * @return the message
   */
  public static ModelMessage tool(ToolCall answered, String content) {
    return new ModelMessage(Role.TOOL, content, List.of(), answered);
  }
}
