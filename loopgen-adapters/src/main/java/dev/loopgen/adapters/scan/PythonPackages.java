package dev.loopgen.adapters.scan;

import dev.loopgen.api.json.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packages that a Python project asks for, and the tools that it configures. */
final class PythonPackages {

  /** The name at the start of a requirement (PEP 508). */
  private static final Pattern NAME = Pattern.compile("\\s*([A-Za-z0-9][A-Za-z0-9._-]*).*");

  private static final List<String> REQUIREMENTS =
      List.of(
          "requirements.txt",
          "requirements-dev.txt",
          "dev-requirements.txt",
          "requirements-test.txt",
          "test-requirements.txt");

  private PythonPackages() {}

  /** Returns lower-case names. */
  static Set<String> required(ProjectDirectory directory, Json.Obj project) {
    Set<String> names = new HashSet<>();
    REQUIREMENTS.stream()
        .filter(directory::has)
        .flatMap(file -> directory.text(file).stream())
        .flatMap(String::lines)
        .forEach(line -> add(names, line));
    project.object("project").ifPresent(table -> addProject(names, table));
    project.object("dependency-groups").ifPresent(groups -> addLists(names, groups));
    project.object("tool").ifPresent(tools -> addTools(names, tools));
    return names;
  }

  private static void addProject(Set<String> names, Json.Obj project) {
    addList(names, project.find("dependencies"));
    project.object("optional-dependencies").ifPresent(groups -> addLists(names, groups));
  }

  private static void addTools(Set<String> names, Json.Obj tools) {
    names.addAll(tools.members().keySet());
    tools.object("uv").ifPresent(uv -> addList(names, uv.find("dev-dependencies")));
    tools
        .object("poetry")
        .ifPresent(
            poetry -> {
              addKeys(names, poetry.object("dependencies"));
              addKeys(names, poetry.object("dev-dependencies"));
              poetry.object("group").stream()
                  .flatMap(groups -> groups.members().values().stream())
                  .filter(Json.Obj.class::isInstance)
                  .forEach(group -> addKeys(names, ((Json.Obj) group).object("dependencies")));
            });
  }

  private static void addKeys(Set<String> names, Optional<Json.Obj> table) {
    table.ifPresent(found -> found.members().keySet().forEach(name -> add(names, name)));
  }

  private static void addLists(Set<String> names, Json.Obj groups) {
    groups.members().values().forEach(list -> addList(names, Optional.of(list)));
  }

  private static void addList(Set<String> names, Optional<Json> list) {
    if (list.orElse(Json.NULL) instanceof Json.Array array) {
      for (Json element : array.elements()) {
        if (element instanceof Json.Text text) {
          add(names, text.value());
        }
      }
    }
  }

  private static void add(Set<String> names, String requirement) {
    Matcher matcher = NAME.matcher(requirement);
    if (matcher.matches()) {
      names.add(matcher.group(1).toLowerCase(Locale.ROOT));
    }
  }
}
