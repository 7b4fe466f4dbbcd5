package dev.loopgen.adapters.hooks;

import dev.loopgen.api.json.Json;

/** Gemini CLI: what it says has Claude's form, what it hears has its own. */
final class GeminiDialect extends ClaudeDialect {

  @Override
  public Json.Obj deny(String reason) {
    return Json.object().put("decision", "deny").put("reason", reason).build();
  }

  @Override
  public Json.Obj block(String reason) {
    return deny(reason);
  }
}
