package dev.loopgen.adapters.hooks;

import dev.loopgen.api.json.InvalidJsonException;
import dev.loopgen.api.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** GitHub Copilot. A hook before a tool that fails denies the tool, so no answer is exit 0 here. */
final class CopilotDialect implements HookDialect {

  @Override
  public Stop stop(Json.Obj event) {
    return new Stop(
        event.string("sessionId").or(() -> event.string("session_id")).orElse(""),
        event.bool("stopHookActive").or(() -> event.bool("stop_hook_active")),
        event.string("stopReason").filter(reason -> !reason.equals("end_turn")).isPresent());
  }

  @Override
  public Optional<Tool> tool(Json.Obj event) {
    return event
        .string("toolName")
        .or(() -> event.string("tool_name"))
        .map(name -> new Tool(name, arguments(event), HookDialect.path(event, "cwd")));
  }

  /** Arguments come as an object or as its text. */
  private static Json.Obj arguments(Json.Obj event) {
    return event
        .object("toolArgs")
        .or(() -> event.object("tool_input"))
        .or(() -> event.string("toolArgs").flatMap(CopilotDialect::object))
        .orElse(Json.object().build());
  }

  private static Optional<Json.Obj> object(String text) {
    try {
      return Json.parse(text.getBytes(StandardCharsets.UTF_8)) instanceof Json.Obj object
          ? Optional.of(object)
          : Optional.empty();
    } catch (InvalidJsonException notJson) {
      return Optional.of(Json.object().put("command", text).build());
    }
  }

  @Override
  public Json.Obj deny(String reason) {
    return Json.object()
        .put("permissionDecision", "deny")
        .put("permissionDecisionReason", reason)
        .build();
  }

  @Override
  public Json.Obj block(String reason) {
    return Json.object().put("decision", "block").put("reason", reason).build();
  }

  @Override
  public int unreadable() {
    return 0;
  }
}
