package dev.loopgen.core.internal.command;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** The tools whose behavior is decided by files of the repository. */
final class CommandTools {

  /** Finds the files that decide what one kind of tool does. */
  interface Tool {

    /** Returns the program names of the tool. */
    Set<String> programs();

    /** Adds the files that decide what an invocation does. */
    void resolve(ToolInvocation invocation, CommandSourceCollector sources);
  }

  private static final List<Tool> TOOLS =
      List.of(
          new NodeScripts(),
          new Make(),
          new Just(),
          new Taskfile(),
          new Composer(),
          new PythonTools(),
          new JavaBuilds(),
          new RunnerFiles());

  private static final Set<String> OPAQUE = Set.of("turbo", "nx", "lerna", "bazel", "bazelisk");

  private CommandTools() {}

  static void resolve(ToolInvocation invocation, CommandSourceCollector sources) {
    String program = invocation.program();
    for (Tool tool : TOOLS) {
      if (tool.programs().contains(program)) {
        tool.resolve(invocation, sources);
      }
    }
    if (OPAQUE.contains(program)) {
      sources.unresolved("the task that `" + program + "` runs is not looked up");
    }
  }

  /** Adds the files of another program that is run with the same arguments. */
  static void resolveAs(
      String program, List<ShellWord> arguments, Set<String> in, CommandSourceCollector sources) {
    resolve(new ToolInvocation(ShellWord.literal(program), arguments, in), sources);
  }

  /** Returns the name that an alias stands for, or the name itself. */
  static String canonical(Map<String, String> aliases, String name) {
    return aliases.getOrDefault(name, name);
  }
}
