package dev.loopgen.adapters.acp;

import dev.loopgen.api.agent.AgentTurn;
import dev.loopgen.api.driven.SessionUsage;
import dev.loopgen.api.internal.text.TextStart;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.model.ModelListener;
import dev.loopgen.api.model.ModelUsage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an agent tells in a session: its words and what it uses. Not thread-safe. */
final class SessionFacts {

  private static final int MAX_TEXT = 64 << 10;
  private static final int MAX_WORD = 200;

  private final StringBuilder text = new StringBuilder();
  private ModelListener listener = new ModelListener() {};
  private @Nullable SessionUsage usage;

  /** Begins a turn. */
  void begin(ModelListener newListener) {
    text.setLength(0);
    listener = newListener;
  }

  /** Takes a {@code session/update}; one of an unknown kind is nothing. */
  void update(Json.Obj update) {
    switch (update.string("sessionUpdate").orElse("")) {
      case "agent_message_chunk" -> {
        String part = content(update);
        if (text.length() < MAX_TEXT) {
          text.append(TextStart.of(part, MAX_TEXT - text.length()));
        }
        listener.text(part);
      }
      case "agent_thought_chunk" -> listener.thinking(content(update));
      case "usage_update" -> usage = usage(update).orElse(usage);
      default -> {}
    }
  }

  private static String content(Json.Obj update) {
    return update.object("content").flatMap(content -> content.string("text")).orElse("");
  }

  private static Optional<SessionUsage> usage(Json.Obj update) {
    Long used = count(update, "used");
    Long size = count(update, "size");
    if (used == null || size == null) {
      return Optional.empty();
    }
    Optional<Json.Obj> cost = update.object("cost");
    Double amount = cost.map(told -> amount(told)).orElse(null);
    return Optional.of(
        new SessionUsage(
            used,
            size,
            amount,
            cost.flatMap(told -> told.string("currency")).map(SessionFacts::bounded).orElse(null)));
  }

  private static @Nullable Double amount(Json.Obj cost) {
    return cost.find("amount").orElse(Json.NULL) instanceof Json.Num amount && amount.value() >= 0
        ? (Double) amount.value()
        : null;
  }

  /** Returns the turn that ends with an answer to {@code session/prompt}. */
  AgentTurn turn(Json.Obj result) {
    String ending = bounded(result.string("stopReason").orElse(""));
    return new AgentTurn(text.toString(), ending, tokens(result), usage);
  }

  /** Reads the tokens of a turn: the protocol's own, or those that Gemini CLI adds. */
  private static ModelUsage tokens(Json.Obj result) {
    Optional<Json.Obj> own = result.object("usage");
    if (own.isPresent()) {
      Json.Obj usage = own.get();
      return new ModelUsage(
          sum(
              count(usage, "inputTokens"),
              count(usage, "cachedReadTokens"),
              count(usage, "cachedWriteTokens")),
          sum(count(usage, "outputTokens"), count(usage, "thoughtTokens"), null),
          count(usage, "cachedReadTokens"),
          count(usage, "thoughtTokens"));
    }
    return result
        .object("_meta")
        .flatMap(meta -> meta.object("quota"))
        .flatMap(quota -> quota.object("token_count"))
        .map(
            tokens ->
                new ModelUsage(
                    count(tokens, "input_tokens"), count(tokens, "output_tokens"), null, null))
        .orElse(ModelUsage.UNKNOWN);
  }

  private static @Nullable Long sum(
      @Nullable Long counted, @Nullable Long one, @Nullable Long two) {
    return counted == null
        ? null
        : (Long) (counted + (one == null ? 0 : one) + (two == null ? 0 : two));
  }

  private static @Nullable Long count(Json.Obj object, String name) {
    return object.find(name).orElse(Json.NULL) instanceof Json.Num count
            && count.value() >= 0
            && count.value() <= 1e15
        ? (Long) (long) count.value()
        : null;
  }

  /** Bounds a word of an agent, and leaves out what is no part of a line. */
  static String bounded(String word) {
    return TextStart.of(word.replaceAll("\\p{Cntrl}", " "), MAX_WORD);
  }
}
