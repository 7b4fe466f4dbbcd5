package dev.loopgen.adapters.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the rows of hooks in {@code docs/ids.md} to the code. */
final class HookIdsTest {

  @Test
  void document_hasTheIds() throws IOException {
    assertThat(Files.readAllLines(Path.of("..", "docs", "ids.md")))
        .contains(
            row("HookAgent", Stream.of(HookAgent.values()).map(HookAgent::id)),
            row("HookEvent", Stream.of(HookEvent.values()).map(HookEvent::id)));
  }

  @Test
  void byId_everyId_isFoundAndNoOther() {
    for (HookAgent agent : HookAgent.values()) {
      assertThat(HookAgent.byId(agent.id())).contains(agent);
    }
    for (HookEvent event : HookEvent.values()) {
      assertThat(HookEvent.byId(event.id())).contains(event);
    }
    assertThat(HookAgent.byId("CODEX")).isEmpty();
    assertThat(HookEvent.byId("")).isEmpty();
  }

  private static String row(String type, Stream<String> ids) {
    return "| `"
        + type
        + "` | "
        + ids.map(id -> "`" + id + "`").collect(Collectors.joining(", "))
        + " |";
  }
}
