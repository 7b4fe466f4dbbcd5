package dev.loopgen.cli.hook;

import dev.loopgen.adapters.hooks.StopBlocks;
import dev.loopgen.api.LoopgenException;
import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.json.Json;
import dev.loopgen.cli.support.ProjectFinder;
import dev.loopgen.cli.support.TextFile;
import dev.loopgen.core.Loopgen;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What hooks remember, in the private directory of the clone. Anybody who can write there can too.
 */
final class HookMemory {

  private static final String RUNNING = "running";
  private static final String KIND = "{\"failedRuns\":";

  private final @Nullable Path directory;

  private HookMemory(@Nullable Path directory) {
    this.directory = directory;
  }

  /** Returns the memory of the clone around a project, also of one that git cannot read. */
  static HookMemory of(Path project) {
    try {
      return new HookMemory(Loopgen.privateDirectory(project).resolve("hooks"));
    } catch (LoopgenException | IllegalArgumentException unreadable) {
      return unread(project);
    }
  }

  /** Returns the memory of the clone around a project without a look at what git has there. */
  static HookMemory unread(Path project) {
    return new HookMemory(
        ProjectFinder.workTree(project)
            .map(root -> root.resolve(".git"))
            .filter(Files::isDirectory)
            .map(git -> git.resolve("loopgen").resolve("hooks"))
            .orElse(null));
  }

  StopBlocks recall(String session) {
    if (directory == null) {
      return StopBlocks.NONE;
    }
    Path file = file(directory, session);
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
    if (directory == null) {
      return false;
    }
    Path file = file(directory, session);
    try {
      if (blocks.equals(StopBlocks.NONE)) {
        Files.deleteIfExists(file);
        return true;
      }
      makeDirectory(directory);
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

  /** Makes the directory; whatever else is in its place is removed. */
  private static void makeDirectory(Path directory) throws IOException {
    for (Path at : List.of(Objects.requireNonNull(directory.getParent()), directory)) {
      if (!Files.isDirectory(at)) {
        Files.deleteIfExists(at);
      }
    }
    Files.createDirectories(directory);
  }

  private static Path file(Path directory, String session) {
    return directory.resolve(Sha256.hash(session.getBytes(StandardCharsets.UTF_8)).hex() + ".json");
  }

  /** Returns a run that goes on since an earlier answer. */
  Optional<ProcessHandle> running() {
    if (directory == null || !Files.isRegularFile(directory.resolve(RUNNING))) {
      return Optional.empty();
    }
    try {
      byte[] bytes = TextFile.readBytes("record of hooks", directory.resolve(RUNNING));
      String[] known = new String(bytes, StandardCharsets.UTF_8).strip().split(" ", 2);
      return ProcessHandle.of(Long.parseLong(known[0]))
          .filter(process -> known.length == 2 && startOf(process).equals(known[1]))
          .filter(DetachedRun::mayBe);
    } catch (IllegalArgumentException none) {
      return Optional.empty();
    }
  }

  /** Remembers a run that goes on. */
  void running(ProcessHandle process) {
    if (directory == null) {
      return;
    }
    try {
      makeDirectory(directory);
      Path file = directory.resolve(RUNNING);
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        Files.deleteIfExists(file);
      }
      String text = process.pid() + " " + startOf(process);
      TextFile.write("record of hooks", file, text, old -> true);
    } catch (IOException | IllegalArgumentException notRemembered) {
      // The next answer starts a run of its own, and both find what the other one changes.
    }
  }

  private static String startOf(ProcessHandle process) {
    return process.info().startInstant().map(Object::toString).orElse("?");
  }
}
