package dev.loopgen.core.internal.driven;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Writes a reply into the journal of a killed run, as if it had planned what nobody checked. */
final class PlannedActions {

  private PlannedActions() {}

  static void append(Path journal, int iteration, Json.Obj... actions) throws IOException {
    Json.Obj spent = Json.object().put("prompt", 1).put("completion", 1).put("ms", 1).build();
    append(
        journal,
        Json.object()
            .put("event", "asking")
            .put("iteration", iteration)
            .put("prompt", "")
            .put("spent", spent));
    append(
        journal,
        Json.object()
            .put("event", "planned")
            .put("attempt", Json.object().put("iteration", iteration).build())
            .put("actions", List.of(actions)));
  }

  private static void append(Path journal, Json.ObjectBuilder record) throws IOException {
    List<String> lines = Files.readAllLines(journal);
    byte[] last = lines.get(lines.size() - 1).getBytes(StandardCharsets.UTF_8);
    Files.writeString(
        journal,
        record.put("prev", Sha256.hash(last).hex()).build().canonical() + "\n",
        StandardOpenOption.APPEND);
  }
}
