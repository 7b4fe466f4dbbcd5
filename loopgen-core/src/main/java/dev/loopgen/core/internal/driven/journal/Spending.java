package dev.loopgen.core.internal.driven.journal;

import dev.loopgen.api.json.Json;
import java.time.Duration;

/**
 * What a run has spent.
 *
 * @param promptTokens the tokens of all prompts
 * @param completionTokens the tokens of all replies
 * @param time how long it took
 */
public record Spending(long promptTokens, long completionTokens, Duration time) {

  /** Nothing. */
  public static final Spending NONE = new Spending(0, 0, Duration.ZERO);

  /** Returns this with another time if that is longer. */
  public Spending lasting(Duration other) {
    return other.compareTo(time) > 0 ? new Spending(promptTokens, completionTokens, other) : this;
  }

  Json.Obj json() {
    return Json.object()
        .put("prompt", promptTokens)
        .put("completion", completionTokens)
        .put("ms", time.toMillis())
        .build();
  }

  static Spending of(Json.Obj json) {
    return new Spending(
        DrivenJson.number(json, "prompt").orElse(0L),
        DrivenJson.number(json, "completion").orElse(0L),
        Duration.ofMillis(DrivenJson.number(json, "ms").orElse(0L)));
  }
}
