package dev.loopgen.testkit.model;

import dev.loopgen.api.model.FinishReason;
import dev.loopgen.api.model.ModelReply;
import dev.loopgen.api.model.ModelServer;
import dev.loopgen.api.model.ModelUsage;
import dev.loopgen.api.model.ToolCall;
import java.util.List;
import java.util.Objects;

/**
 * A reply of a script.
 *
 * @param text what the model says
 * @param thinking what the model thinks
 * @param toolCalls the calls it makes, their arguments sent as they are
 * @param finish the reason why the reply ends, in the words of OpenAI's protocol
 * @param promptTokens the tokens of the prompt as the server counts them; negative to count an
 *     honest fourth of the prompt's characters
 * @param retryAfter the seconds of the header {@code Retry-After}; negative to leave it out
 * @param fault how the server misbehaves
 */
public record ScriptedReply(
    String text,
    String thinking,
    List<ToolCall> toolCalls,
    String finish,
    long promptTokens,
    int retryAfter,
    TransportFault fault) {

  private static final int CHARACTERS_PER_TOKEN = 4;

  /** Copies the calls. */
  public ScriptedReply {
    Objects.requireNonNull(text);
    Objects.requireNonNull(thinking);
    toolCalls = List.copyOf(toolCalls);
    Objects.requireNonNull(finish);
    Objects.requireNonNull(fault);
  }

  /**
   * Creates a reply that ends as it should.
   *
   * @param text what the model says
   * @return the reply
   */
  public static ScriptedReply of(String text) {
    return new ScriptedReply(text, "", List.of(), "stop", -1, -1, TransportFault.NONE);
  }

  /**
   * Creates a reply that calls tools.
   *
   * @param calls the calls
   * @return the reply
   */
  public static ScriptedReply calling(ToolCall... calls) {
    return new ScriptedReply("", "", List.of(calls), "tool_calls", -1, -1, TransportFault.NONE);
  }

  /**
   * Creates a reply with a short text that the server spoils.
   *
   * @param fault how
   * @return the reply
   */
  public static ScriptedReply failing(TransportFault fault) {
    return of("The first half of a reply, and the second half of it.").spoiled(fault);
  }

  /**
   * Creates a refusal to answer for a while.
   *
   * @param seconds how long
   * @return the reply
   */
  public static ScriptedReply rateLimited(int seconds) {
    return new ScriptedReply("", "", List.of(), "stop", -1, seconds, TransportFault.RATE_LIMITED);
  }

  /**
   * Returns this reply with other thinking.
   *
   * @param thinking what the model thinks
   * @return the reply
   */
  public ScriptedReply thinking(String thinking) {
    return new ScriptedReply(text, thinking, toolCalls, finish, promptTokens, retryAfter, fault);
  }

  /**
   * Returns this reply with another end.
   *
   * @param reason the reason in the words of OpenAI's protocol
   * @return the reply
   */
  public ScriptedReply finishing(String reason) {
    return new ScriptedReply(text, thinking, toolCalls, reason, promptTokens, retryAfter, fault);
  }

  /**
   * Returns this reply with another count of the prompt.
   *
   * @param tokens the tokens as the server counts them
   * @return the reply
   */
  public ScriptedReply counting(long tokens) {
    return new ScriptedReply(text, thinking, toolCalls, finish, tokens, retryAfter, fault);
  }

  /**
   * Returns this reply with a fault.
   *
   * @param fault how the server misbehaves
   * @return the reply
   */
  public ScriptedReply spoiled(TransportFault fault) {
    return new ScriptedReply(text, thinking, toolCalls, finish, promptTokens, retryAfter, fault);
  }

  /** Returns the reply that a correct adapter makes of it. */
  ModelReply reply(long promptCharacters, ModelServer server) {
    return new ModelReply(
        text, thinking, toolCalls, usage(promptCharacters), finishReason(), server);
  }

  ModelUsage usage(long promptCharacters) {
    long completion = (text.length() + thinking.length()) / CHARACTERS_PER_TOKEN + 1L;
    long prompt = promptTokens < 0 ? promptCharacters / CHARACTERS_PER_TOKEN + 1 : promptTokens;
    return new ModelUsage(prompt, completion, null, null);
  }

  private FinishReason finishReason() {
    FinishReason.Kind kind =
        switch (finish) {
          case "stop" -> FinishReason.Kind.STOP;
          case "length" -> FinishReason.Kind.LENGTH;
          case "tool_calls" -> FinishReason.Kind.TOOL_CALLS;
          case "content_filter" -> FinishReason.Kind.CONTENT_FILTER;
          default -> FinishReason.Kind.UNKNOWN;
        };
    return new FinishReason(kind, finish);
  }
}
