package dev.loopgen.core.internal.command;

import dev.loopgen.api.json.Json;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The scripts of {@code composer.json}. */
final class Composer implements CommandTools.Tool {

  private static final Map<String, List<String>> EVENTS =
      Map.of(
          "install", List.of("pre-install-cmd", "post-install-cmd", "post-autoload-dump"),
          "i", List.of("pre-install-cmd", "post-install-cmd", "post-autoload-dump"),
          "update", List.of("pre-update-cmd", "post-update-cmd", "post-autoload-dump"),
          "dump-autoload", List.of("pre-autoload-dump", "post-autoload-dump"),
          "dumpautoload", List.of("pre-autoload-dump", "post-autoload-dump"));

  @Override
  public Set<String> programs() {
    return Set.of("composer", "composer.phar");
  }

  @Override
  public void resolve(ToolInvocation invocation, CommandSourceCollector sources) {
    List<ShellWord> operands = invocation.operands("-d", "--working-dir", "--timeout");
    if (operands.isEmpty()) {
      return;
    }
    String verb = operands.get(0).text();
    boolean runs = Set.of("run", "run-script").contains(verb);
    if (runs && operands.size() < 2) {
      return;
    }
    ShellWord name = operands.get(runs ? 1 : 0);
    if (name.dynamic()) {
      sources.unresolved("the script `" + name.text() + "` is known only when it runs");
    }
    Set<String> directories =
        invocation.directories(invocation.values(List.of("-d", "--working-dir")));
    for (String directory : directories) {
      String file =
          CommandPaths.upwards(directory).stream()
              .map(above -> CommandPaths.child(above, "composer.json"))
              .filter(sources.files()::has)
              .findFirst()
              .orElse(CommandPaths.child(directory, "composer.json"));
      for (String script : EVENTS.getOrDefault(verb, List.of(name.text()))) {
        script(file, script, new LinkedHashSet<>(), sources);
      }
    }
  }

  private static void script(
      String file, String name, Set<String> seen, CommandSourceCollector sources) {
    if (!seen.add(name)) {
      return;
    }
    sources.part(file, JsonMembers.part(List.of(List.of("scripts", name))), "scripts." + name);
    Optional<Json> script =
        sources
            .files()
            .read(file)
            .flatMap(JsonMembers::object)
            .flatMap(object -> JsonMembers.find(object, List.of("scripts", name)));
    for (String text : script.map(JsonMembers::texts).orElse(List.of())) {
      String first = text.split("\\s+")[0];
      if (Set.of("@php", "@composer", "@putenv").contains(first)) {
        sources.script(text.substring(1), Set.of(CommandPaths.parent(file)));
      } else if (first.startsWith("@")) {
        script(file, first.substring(1), seen, sources);
      } else if (!first.contains("::")) {
        sources.script(text, Set.of(CommandPaths.parent(file)));
      } else {
        sources.unresolved("the PHP method " + first + " is not looked up");
      }
    }
  }
}
