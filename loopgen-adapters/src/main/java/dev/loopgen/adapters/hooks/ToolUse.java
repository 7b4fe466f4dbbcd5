package dev.loopgen.adapters.hooks;

import dev.loopgen.api.json.Json;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the use of a tool would write, as far as its arguments show. */
final class ToolUse {

  /** The names of path arguments, in any spelling of word boundaries. */
  private static final Set<String> PATH_MEMBERS =
      Set.of(
          "path",
          "filepath",
          "file",
          "files",
          "paths",
          "filepaths",
          "notebookpath",
          "targetfile",
          "target",
          "destination",
          "oldpath",
          "newpath",
          "filename");

  private static final Set<String> COMMAND_MEMBERS = Set.of("command", "cmd", "script", "cmdline");

  /** Tools that only read; every other tool is taken to write. */
  private static final Set<String> READERS =
      Set.of(
          "read",
          "grep",
          "glob",
          "ls",
          "view",
          "notebookread",
          "readfile",
          "readmanyfiles",
          "listdirectory",
          "listdir",
          "grepsearch",
          "searchfilecontent",
          "viewimage",
          "search",
          "filesearch",
          "codebasesearch",
          "semanticsearch",
          "readlints",
          "fetch",
          "websearch");

  private static final Pattern PATCHED =
      Pattern.compile(
          "(?m)^\\*\\*\\* (?:(?:Add|Update|Delete) File|Move to): *(.+?)\\s*$"
              + "|^(?:\\+\\+\\+|---) (?:[ab]/)?([^\\t\\r\\n]+)");

  private final HookDialect.Tool tool;
  private final HookedProject project;
  private final Path directory;
  private final Set<String> written = new LinkedHashSet<>();
  private final Set<String> commands = new LinkedHashSet<>();

  private ToolUse(HookDialect.Tool tool, HookedProject project) {
    this.tool = tool;
    this.project = project;
    this.directory =
        project.directory().resolve(tool.directory().orElse(project.directory())).normalize();
  }

  static ToolUse of(HookDialect.Tool tool, HookedProject project) {
    ToolUse use = new ToolUse(tool, project);
    if (!READERS.contains(plain(tool.name()))) {
      use.collect(tool.input());
    }
    return use;
  }

  /** Returns why the tool should not be used; empty if nothing is known against it. */
  Optional<String> objection() {
    return Stream.concat(
            written.stream().flatMap(path -> written(path).stream()),
            commands.stream().flatMap(command -> commanded(command).stream()))
        .findFirst();
  }

  private Optional<String> written(String path) {
    return protection(path)
        .map(
            found ->
                "loopgen: "
                    + path
                    + " must not be written: "
                    + found.reason()
                    + ". The change would be refused. Leave the file alone, or ask the user.");
  }

  private Optional<String> commanded(String command) {
    ShellWords words = ShellWords.of(command);
    return words.paths().stream()
        .flatMap(path -> objection(path, words.onlyReads()).stream())
        .findFirst();
  }

  private Optional<String> objection(String path, boolean onlyReads) {
    return protection(path)
        .or(() -> protection(path + "/x"))
        .filter(found -> found.forReading() || !onlyReads)
        .map(
            found ->
                "loopgen: the command names "
                    + path
                    + ": "
                    + found.reason()
                    + ". A change of it would be refused. Leave it alone, or ask the user.");
  }

  private Optional<HookedProject.Protection> protection(String path) {
    try {
      Path file = directory.resolve(path).normalize();
      return HookAgent.isSettings(file.toString().replace('\\', '/'))
          ? Optional.of(new HookedProject.Protection("it says which hooks the agent runs", false))
          : project.protection(file);
    } catch (InvalidPathException notAPath) {
      return Optional.empty();
    }
  }

  private void collect(Json.Obj input) {
    for (Map.Entry<String, Json> member : input.members().entrySet()) {
      String name = plain(member.getKey());
      if (member.getValue() instanceof Json.Obj object) {
        collect(object);
      } else if (member.getValue() instanceof Json.Array array) {
        array.elements().forEach(element -> collect(name, element));
        joined(name, array.elements());
      } else {
        collect(name, member.getValue());
      }
    }
  }

  private void collect(String name, Json value) {
    if (value instanceof Json.Obj object) {
      collect(object);
    } else if (value instanceof Json.Text text) {
      if (text.value().contains("*** Begin Patch") || plain(tool.name()).contains("patch")) {
        PATCHED
            .matcher(text.value())
            .results()
            .forEach(
                line -> written.add(line.group(1) != null ? line.group(1) : line.group(2).strip()));
      }
      if (PATH_MEMBERS.contains(name)) {
        written.add(text.value());
      } else if (COMMAND_MEMBERS.contains(name) && !text.value().startsWith("*** Begin Patch")) {
        commands.add(text.value());
      }
    }
  }

  /** A command may come as its words. */
  private void joined(String name, List<Json> elements) {
    if (COMMAND_MEMBERS.contains(name)) {
      commands.add(
          String.join(
              " ",
              elements.stream()
                  .filter(Json.Text.class::isInstance)
                  .map(word -> ((Json.Text) word).value())
                  .toList()));
    }
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[_-]", "");
  }
}
