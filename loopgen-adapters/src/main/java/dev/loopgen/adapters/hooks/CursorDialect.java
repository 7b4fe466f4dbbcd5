package dev.loopgen.adapters.hooks;

import dev.loopgen.api.json.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Cursor: a stop cannot be refused, but answered with a message that starts the next turn. */
final class CursorDialect implements HookDialect {

  @Override
  public Stop stop(Json.Obj event) {
    Optional<Boolean> continuing =
        event
            .find("loop_count")
            .filter(Json.Num.class::isInstance)
            .map(count -> ((Json.Num) count).value() > 0);
    return new Stop(
        event.string("conversation_id").orElse(""),
        continuing,
        event.string("status").filter(status -> !status.equals("completed")).isPresent());
  }

  @Override
  public Optional<Tool> tool(Json.Obj event) {
    if (event.string("tool_name").isPresent()) {
      return event
          .string("tool_name")
          .map(
              name ->
                  new Tool(
                      name,
                      event.object("tool_input").orElse(Json.object().build()),
                      HookDialect.path(event, "cwd").or(() -> root(event))));
    }
    return event
        .string("command")
        .map(
            command ->
                new Tool(
                    "Shell",
                    Json.object().put("command", command).build(),
                    HookDialect.path(event, "cwd").or(() -> root(event))));
  }

  private static Optional<Path> root(Json.Obj event) {
    return event.array("workspace_roots").orElse(List.of()).stream()
        .filter(Json.Text.class::isInstance)
        .map(root -> Json.object().put("root", root).build())
        .flatMap(root -> HookDialect.path(root, "root").stream())
        .findFirst();
  }

  @Override
  public Json.Obj deny(String reason) {
    return Json.object()
        .put("permission", "deny")
        .put("user_message", reason)
        .put("agent_message", reason)
        .build();
  }

  @Override
  public Json.Obj block(String reason) {
    return Json.object().put("followup_message", reason).build();
  }
}
