package dev.loopgen.cli.hook;

import dev.loopgen.adapters.hooks.StopBlocks;
import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.json.Json;
import dev.loopgen.cli.support.TextFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What hooks remember, in the private directory of the clone. Anybody who can write there can too.
 */
final class HookMemory {

  private static final String KIND = "{\"failedRuns\":";

  private final Path directory;

  HookMemory(Path privateDirectory) {
    this.directory = privateDirectory.resolve("hooks");
  }

  StopBlocks recall(String session) {
    Path file = file(session);
    if (!Files.isRegularFile(file)) {
      return StopBlocks.NONE;
    }
    try {
      Json json = Json.parse(TextFile.readBytes("record of hooks", file));
      return json instanceof Json.Obj record ? blocks(record) : StopBlocks.NONE;
    } catch (IllegalArgumentException unreadable) {
      return StopBlocks.NONE;
    }
  }

  private static StopBlocks blocks(Json.Obj record) {
    List<String> failed =
        record.array("failedRuns").orElse(List.of()).stream()
            .filter(Json.Text.class::isInstance)
            .map(hash -> ((Json.Text) hash).value())
            .toList();
    int undecided =
        record
            .find("withoutVerdict")
            .filter(Json.Num.class::isInstance)
            .map(count -> (int) ((Json.Num) count).value())
            .orElse(0);
    return new StopBlocks(failed, Math.max(0, undecided));
  }

  /** Returns whether it was written. */
  boolean remember(String session, StopBlocks blocks) {
    Path file = file(session);
    try {
      if (blocks.equals(StopBlocks.NONE)) {
        Files.deleteIfExists(file);
        return true;
      }
      Files.createDirectories(directory);
      String text =
          Json.object()
              .put("failedRuns", Json.strings(blocks.failedRuns()))
              .put("withoutVerdict", blocks.withoutVerdict())
              .build()
              .text();
      TextFile.write("record of hooks", file, text, old -> old.startsWith(KIND));
      return true;
    } catch (IOException | IllegalArgumentException notWritten) {
      return false;
    }
  }

  private Path file(String session) {
    return directory.resolve(Sha256.hash(session.getBytes(StandardCharsets.UTF_8)).hex() + ".json");
  }

  /** Returns a run that goes on since an earlier answer. */
  Optional<ProcessHandle> running() {
    try {
      Path file = directory.resolve("running");
      String[] known = Files.readString(file).strip().split(" ", 2);
      return ProcessHandle.of(Long.parseLong(known[0]))
          .filter(process -> known.length == 2 && startOf(process).equals(known[1]));
    } catch (IOException | NumberFormatException none) {
      return Optional.empty();
    }
  }

  /** Remembers a run that goes on. */
  void running(ProcessHandle process) {
    try {
      Files.createDirectories(directory);
      Files.writeString(directory.resolve("running"), process.pid() + " " + startOf(process));
    } catch (IOException notRemembered) {
      // The next answer starts a run of its own, and both find what the other one changes.
    }
  }

  private static String startOf(ProcessHandle process) {
    return process.info().startInstant().map(Object::toString).orElse("?");
  }
}
