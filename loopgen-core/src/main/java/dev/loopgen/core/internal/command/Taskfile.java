package dev.loopgen.core.internal.command;

import dev.loopgen.api.SpecException;
import dev.loopgen.api.json.Json;
import dev.loopgen.core.internal.spec.YamlReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The tasks of {@code Taskfile.yml} that {@code task} runs. */
final class Taskfile implements CommandTools.Tool {

  private static final List<String> NAMES =
      List.of(
          "Taskfile.yml",
          "taskfile.yml",
          "Taskfile.yaml",
          "taskfile.yaml",
          "Taskfile.dist.yml",
          "taskfile.dist.yml",
          "Taskfile.dist.yaml",
          "taskfile.dist.yaml");

  @Override
  public Set<String> programs() {
    return Set.of("task", "go-task");
  }

  @Override
  public void resolve(ToolInvocation invocation, CommandSourceCollector sources) {
    List<String> names = new ArrayList<>();
    for (ShellWord word :
        invocation.operands("-t", "--taskfile", "-d", "--dir", "-o", "--output")) {
      if (word.dynamic()) {
        sources.unresolved("the task `" + word.text() + "` is known only when it runs");
      } else if (!word.isAssignment()) {
        names.add(word.text());
      }
    }
    List<String> tasks = names.isEmpty() ? List.of("default") : names;
    List<String> given = invocation.values(List.of("-t", "--taskfile"));
    for (String directory : invocation.directories(invocation.values(List.of("-d", "--dir")))) {
      if (given.isEmpty()) {
        search(directory, tasks, sources);
      } else {
        given.forEach(
            file ->
                CommandPaths.join(directory, file).ifPresent(path -> file(path, tasks, sources)));
      }
    }
  }

  private static void search(String start, List<String> tasks, CommandSourceCollector sources) {
    for (String directory : CommandPaths.upwards(start)) {
      for (String name : NAMES) {
        String path = CommandPaths.child(directory, name);
        file(path, tasks, sources);
        if (sources.files().has(path)) {
          return;
        }
      }
    }
  }

  private static void file(String path, List<String> tasks, CommandSourceCollector sources) {
    sources.part(
        path,
        bytes -> object(bytes).flatMap(object -> relevant(object, tasks)),
        "tasks." + String.join(", tasks.", tasks));
    sources
        .files()
        .read(path)
        .flatMap(Taskfile::object)
        .ifPresent(object -> content(object, path, tasks, sources));
  }

  private static Optional<Json.Obj> object(byte[] bytes) {
    try {
      return YamlReader.read(bytes, "Taskfile") instanceof Json.Obj object
          ? Optional.of(object)
          : Optional.empty();
    } catch (SpecException notReadable) {
      return Optional.empty();
    }
  }

  /** Returns everything except unreachable tasks. */
  private static Optional<String> relevant(Json.Obj file, List<String> names) {
    Map<String, Json> reached = reached(file, names);
    if (!reached.keySet().containsAll(names)) {
      return Optional.empty();
    }
    Map<String, Json> members = new LinkedHashMap<>(file.members());
    members.put("tasks", new Json.Obj(reached));
    return Optional.of(new Json.Obj(members).canonical());
  }

  private static Map<String, Json> reached(Json.Obj file, List<String> names) {
    Map<String, Json> tasks = file.object("tasks").map(Json.Obj::members).orElse(Map.of());
    Map<String, Json> reached = new LinkedHashMap<>();
    Deque<String> open = new ArrayDeque<>(names);
    while (!open.isEmpty()) {
      String name = open.pop();
      Json task = tasks.get(name);
      if (task != null && reached.put(name, task) == null) {
        texts(task).stream().filter(tasks::containsKey).forEach(open::add);
      }
    }
    return reached;
  }

  /** Returns every string in a value: commands, and the names of other tasks. */
  private static List<String> texts(Json value) {
    List<String> texts = new ArrayList<>(JsonMembers.texts(value));
    if (value instanceof Json.Obj object) {
      object.members().values().forEach(member -> texts.addAll(texts(member)));
    } else if (value instanceof Json.Array array) {
      array.elements().stream()
          .filter(element -> !(element instanceof Json.Text))
          .forEach(element -> texts.addAll(texts(element)));
    }
    return texts;
  }

  private static void content(
      Json.Obj file, String path, List<String> tasks, CommandSourceCollector sources) {
    String directory = CommandPaths.parent(path);
    reached(file, tasks)
        .values()
        .forEach(task -> texts(task).forEach(text -> sources.script(text, Set.of(directory))));
    if (!reached(file, tasks).keySet().containsAll(tasks) && file.object("includes").isEmpty()) {
      sources.unresolved(path + " has no task " + String.join(", ", tasks));
    }
    file.object("includes")
        .ifPresent(includes -> texts(includes).forEach(text -> include(text, directory, sources)));
  }

  private static void include(String text, String directory, CommandSourceCollector sources) {
    if (text.contains("{{") || text.contains("://")) {
      sources.unresolved("the included Taskfile " + text + " is not looked up");
      return;
    }
    CommandPaths.join(directory, text)
        .ifPresent(
            path -> {
              sources.file(path);
              NAMES.forEach(name -> sources.file(CommandPaths.child(path, name)));
            });
  }
}
