package dev.loopgen.adapters.hooks;

import dev.loopgen.api.json.Json;
import java.util.Optional;

/** Gemini CLI: what it says has Claude's form, what it hears has its own. */
final class GeminiDialect implements HookDialect {

  private final HookDialect claude = new ClaudeDialect();

  @Override
  public Stop stop(Json.Obj event) {
    return claude.stop(event);
  }

  @Override
  public Optional<Tool> tool(Json.Obj event) {
    return claude.tool(event);
  }

  @Override
  public Json.Obj deny(String reason) {
    return Json.object().put("decision", "deny").put("reason", reason).build();
  }

  @Override
  public Json.Obj block(String reason) {
    return deny(reason);
  }

  @Override
  public Json.Obj pass(String message) {
    return claude.pass(message);
  }
}
