package dev.loopgen.core.internal.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The justfile that {@code just} uses, and the requested recipes in it. */
final class Just implements CommandTools.Tool {

  private static final List<String> NAMES =
      List.of("justfile", "Justfile", "JUSTFILE", ".justfile");

  @Override
  public Set<String> programs() {
    return Set.of("just");
  }

  @Override
  public void resolve(ToolInvocation invocation, CommandSourceCollector sources) {
    List<String> targets = new ArrayList<>();
    for (ShellWord word :
        invocation.operands("-f", "--justfile", "-d", "--working-directory", "--set", "--shell")) {
      if (word.text().matches("[A-Za-z_][A-Za-z0-9_-]*")) {
        targets.add(word.text());
      } else {
        sources.unresolved("the recipe `" + word.text() + "` is not looked up");
      }
    }
    List<String> recipe = targets.isEmpty() ? targets : targets.subList(0, 1);
    RuleTool rules = new RuleTool(sources, RuleFile::justfile);
    List<String> given = invocation.values(List.of("-f", "--justfile"));
    for (String directory : invocation.directories()) {
      if (given.isEmpty()) {
        search(directory, recipe, targets, rules, sources);
      } else {
        given.forEach(
            file ->
                CommandPaths.join(directory, file)
                    .ifPresent(path -> rules.file(path, CommandPaths.parent(path), targets, true)));
      }
    }
  }

  /** The words after a recipe may be its arguments or more recipes. */
  private static void search(
      String start,
      List<String> recipe,
      List<String> all,
      RuleTool rules,
      CommandSourceCollector sources) {
    for (String directory : CommandPaths.upwards(start)) {
      for (String name : NAMES) {
        String path = CommandPaths.child(directory, name);
        boolean there = sources.files().has(path);
        rules.file(path, directory, there && all.size() > 1 ? all : recipe, there);
        if (there) {
          return;
        }
      }
    }
  }
}
