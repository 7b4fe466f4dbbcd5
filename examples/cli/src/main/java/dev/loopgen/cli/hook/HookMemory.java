package dev.loopgen.cli.hook;

import dev.loopgen.adapters.hooks.StopBlocks;
import dev.loopgen.api.LoopgenException;
import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.json.Json;
import dev.loopgen.cli.model.CacheDirectory;
import dev.loopgen.cli.support.ProjectFinder;
import dev.loopgen.cli.support.TextFile;
import dev.loopgen.core.Loopgen;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What hooks remember, in the private directory of the clone or, where that cannot be written, in
 * the user's cache. Whoever can write there can spoil it: what is recalled may shorten the count of
 * blocks, and never makes a verdict.
 */
final class HookMemory {

  /** Remembers nothing. */
  static final HookMemory NONE = new HookMemory(List.of());

  private static final String RUNNING = "running";

  private final List<Path> directories;

  private HookMemory(List<Path> directories) {
    this.directories = directories;
  }

  /** Returns the memory of the clone around a project, also of one that git cannot read. */
  static HookMemory of(Path project, Map<String, String> environment) {
    try {
      return at(Optional.of(Loopgen.privateDirectory(project)), project, environment);
    } catch (LoopgenException | IllegalArgumentException unreadable) {
      return unread(project, environment);
    }
  }

  /** Returns the memory of the clone around a project without a look at what git has there. */
  static HookMemory unread(Path project, Map<String, String> environment) {
    Optional<Path> git =
        ProjectFinder.workTree(project)
            .map(root -> root.resolve(".git"))
            .filter(Files::isDirectory)
            .map(directory -> directory.resolve("loopgen"));
    return at(git, project, environment);
  }

  private static HookMemory at(
      Optional<Path> clone, Path project, Map<String, String> environment) {
    Path hooks = Path.of("hooks");
    Path own = hooks.resolve(hash(project.toAbsolutePath().normalize().toString()));
    return new HookMemory(
        Stream.of(
                clone.map(directory -> directory.resolve(hooks)),
                CacheDirectory.of(environment).map(cache -> cache.resolve(own)))
            .flatMap(Optional::stream)
            .toList());
  }

  /** Returns the blocks of all records, so that spoiling one of them shortens nothing. */
  StopBlocks recall(String session) {
    Set<String> failed = new LinkedHashSet<>();
    int undecided = 0;
    for (Path directory : directories) {
      StopBlocks blocks = blocks(directory.resolve(name(session)));
      failed.addAll(blocks.failedRuns());
      undecided = Math.max(undecided, blocks.withoutVerdict());
    }
    return new StopBlocks(List.copyOf(failed), undecided);
  }

  private static StopBlocks blocks(Path file) {
    try {
      return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
              && Json.parse(TextFile.readBytes("record of hooks", file)) instanceof Json.Obj record
          ? blocks(record)
          : StopBlocks.NONE;
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
    boolean written = blocks.equals(StopBlocks.NONE);
    String text =
        Json.object()
            .put("failedRuns", Json.strings(blocks.failedRuns()))
            .put("withoutVerdict", blocks.withoutVerdict())
            .build()
            .text();
    for (Path directory : directories) {
      Path file = directory.resolve(name(session));
      if (written) {
        OwnFiles.remove(file);
      } else {
        written = OwnFiles.write(file, text);
      }
    }
    return written;
  }

  private static String name(String session) {
    return hash(session) + ".json";
  }

  private static String hash(String text) {
    return Sha256.hash(text.getBytes(StandardCharsets.UTF_8)).hex();
  }

  /** Returns a run of the project that goes on since an earlier answer. */
  Optional<ProcessHandle> running(DetachedRun run) {
    return left().flatMap(known -> known.process().stream()).filter(run::mayBe).findFirst();
  }

  /** Returns when the run was started that went on after an earlier answer, and forgets it. */
  Optional<Instant> takeEnded() {
    Optional<Instant> start = left().flatMap(known -> known.started().stream()).findFirst();
    directories.forEach(directory -> OwnFiles.remove(directory.resolve(RUNNING)));
    return start;
  }

  private Stream<LeftRun> left() {
    return directories.stream()
        .map(directory -> directory.resolve(RUNNING))
        .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
        .flatMap(file -> LeftRun.read(file).stream());
  }

  /**
   * A record of a run that went on after an answer.
   *
   * @param pid the number of its process
   * @param start when that started, as the platform says it
   */
  private record LeftRun(long pid, String start) {

    static Optional<LeftRun> read(Path file) {
      try {
        byte[] bytes = TextFile.readBytes("record of hooks", file);
        String[] known = new String(bytes, StandardCharsets.UTF_8).strip().split(" ", 2);
        return known.length == 2
            ? Optional.of(new LeftRun(Long.parseLong(known[0]), known[1]))
            : Optional.empty();
      } catch (IllegalArgumentException none) {
        return Optional.empty();
      }
    }

    Optional<ProcessHandle> process() {
      return ProcessHandle.of(pid).filter(process -> startOf(process).equals(start));
    }

    Optional<Instant> started() {
      try {
        return Optional.of(Instant.parse(start));
      } catch (DateTimeParseException unknown) {
        return Optional.empty();
      }
    }
  }

  /**
   * Remembers a run that goes on. If that fails, the next answer starts a run of its own, and both
   * find what the other one changes.
   */
  void running(ProcessHandle process) {
    String text = process.pid() + " " + startOf(process);
    boolean written = false;
    for (Path directory : directories) {
      written = written || OwnFiles.write(directory.resolve(RUNNING), text);
    }
  }

  private static String startOf(ProcessHandle process) {
    return process.info().startInstant().map(Object::toString).orElse("?");
  }
}
