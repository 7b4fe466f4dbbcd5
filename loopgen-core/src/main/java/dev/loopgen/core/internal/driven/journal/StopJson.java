package dev.loopgen.core.internal.driven.journal;

import dev.loopgen.api.driven.StopReason;
import dev.loopgen.api.json.Json;

/** Why a run ended, in a journal. */
final class StopJson {

  private StopJson() {}

  static Json.Obj write(StopReason reason) {
    Json.ObjectBuilder json = Json.object().put("id", reason.id());
    if (reason instanceof StopReason.MaxIterations max) {
      json.put("limit", max.limit());
    } else if (reason instanceof StopReason.Budget budget) {
      json.put("detail", budget.what());
    } else if (reason instanceof StopReason.ModelUnreachable unreachable) {
      json.put("detail", unreachable.detail());
    } else if (reason instanceof StopReason.ModelUnreadable unreadable) {
      json.put("detail", unreadable.detail());
    } else if (reason instanceof StopReason.Abandoned abandoned) {
      json.put("detail", abandoned.detail());
    }
    return json.build();
  }

  /** Reads what {@link #write} wrote. */
  static StopReason read(Json.Obj json) {
    String detail = json.string("detail").orElse("");
    return switch (DrivenJson.text(json, "id")) {
      case "verified" -> new StopReason.Verified();
      case "max-iterations" ->
          new StopReason.MaxIterations(DrivenJson.number(json, "limit").orElse(0L).intValue());
      case "stuck" -> new StopReason.Stuck();
      case "oscillating" -> new StopReason.Oscillating();
      case "no-progress" -> new StopReason.NoProgress();
      case "time-limit" -> new StopReason.TimeLimit();
      case "budget" -> new StopReason.Budget(detail);
      case "context-truncated" -> new StopReason.ContextTruncated();
      case "model-unreachable" -> new StopReason.ModelUnreachable(detail);
      case "model-unreadable" -> new StopReason.ModelUnreadable(detail);
      case "interrupted" -> new StopReason.Interrupted();
      case "abandoned" -> new StopReason.Abandoned(detail);
      default -> throw new IllegalArgumentException("an unknown reason to stop");
    };
  }
}
