package dev.loopgen.junit;

import dev.loopgen.api.json.Json;
import java.util.ArrayList;
import java.util.List;

/** The spec of one loop as a file. Written as JSON, which YAML includes. */
final class SpecText {

  private final List<String> forbidden = new ArrayList<>();
  private String id = "";
  private List<String> commands = List.of();

  String loop(String id, String... commands) {
    this.id = id;
    this.commands = List.of(commands);
    return text();
  }

  String forbid(String... patterns) {
    if (commands.isEmpty()) {
      throw new IllegalStateException("There is no loop yet. Call loop(id, commands) first.");
    }
    forbidden.addAll(List.of(patterns));
    return text();
  }

  private String text() {
    Json.Obj loop =
        Json.object()
            .put("id", id)
            .put("verification", Json.object().put("commands", Json.strings(commands)).build())
            .put(
                "permissions", Json.object().put("forbiddenPaths", Json.strings(forbidden)).build())
            .build();
    return Json.object().put("loops", List.of(loop)).build().text() + "\n";
  }
}
