package dev.loopgen.core.internal.driven;

import dev.loopgen.api.json.Json;
import dev.loopgen.core.internal.driven.action.Action;
import dev.loopgen.core.internal.driven.action.Replacement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A small project whose check fails, from {@code testing/repairs}.
 *
 * @param name the directory's name
 * @param files its files
 * @param command the check
 * @param needed the lines that one must see to repair it
 * @param repair the repair
 */
record BrokenProject(
    String name,
    Map<String, String> files,
    String command,
    List<String> needed,
    Action.Edit repair) {

  private static final Path ALL = Path.of("..", "testing", "repairs");

  /** Returns all of them, in order. */
  static List<BrokenProject> all() {
    try (Stream<Path> directories = Files.list(ALL)) {
      return directories.filter(Files::isDirectory).sorted().map(BrokenProject::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BrokenProject read(Path directory) {
    try {
      Json.Obj json = (Json.Obj) Json.parse(Files.readAllBytes(directory.resolve("repair.json")));
      List<String> needed =
          json.array("needed").orElseThrow().stream()
              .map(line -> ((Json.Text) line).value())
              .toList();
      Replacement replacement =
          new Replacement(
              json.string("search").orElseThrow(), json.string("replace").orElseThrow());
      return new BrokenProject(
          directory.getFileName().toString(),
          files(directory.resolve("project")),
          json.string("command").orElseThrow(),
          needed,
          new Action.Edit(json.string("path").orElseThrow(), List.of(replacement)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> files(Path root) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path file : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) {
        files.put(root.relativize(file).toString().replace('\\', '/'), Files.readString(file));
      }
    }
    return files;
  }

  @Override
  public String toString() {
    return name;
  }
}
