package dev.loopgen.adapters.hooks;

import dev.loopgen.api.json.Json;
import java.util.Optional;

/** Claude Code and Codex, which took its form over. */
final class ClaudeDialect implements HookDialect {

  @Override
  public Stop stop(Json.Obj event) {
    return new Stop(event.string("session_id").orElse(""), event.bool("stop_hook_active"), false);
  }

  @Override
  public Optional<Tool> tool(Json.Obj event) {
    return event
        .string("tool_name")
        .map(
            name ->
                new Tool(
                    name,
                    event.object("tool_input").orElse(Json.object().build()),
                    HookDialect.path(event, "cwd")));
  }

  @Override
  public Json.Obj deny(String reason) {
    return Json.object()
        .put(
            "hookSpecificOutput",
            Json.object()
                .put("hookEventName", "PreToolUse")
                .put("permissionDecision", "deny")
                .put("permissionDecisionReason", reason)
                .build())
        .build();
  }

  @Override
  public Json.Obj block(String reason) {
    return Json.object().put("decision", "block").put("reason", reason).build();
  }

  @Override
  public Json.Obj pass(String message) {
    return message.isEmpty()
        ? Json.object().build()
        : Json.object().put("systemMessage", message).build();
  }
}
