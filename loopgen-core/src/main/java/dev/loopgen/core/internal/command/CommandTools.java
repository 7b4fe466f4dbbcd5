package dev.loopgen.core.internal.command;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Knows which tools take their meaning from files of the repository. */
final class CommandTools {

  /** Finds the files of one kind of tool. */
  interface Tool {

    /** The programs that it knows. */
    Set<String> programs();

    /** Adds where an invocation takes its meaning from. */
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

  /** Resolves a program that another one runs with the same arguments. */
  static void resolveAs(
      String program, List<ShellWord> arguments, Set<String> in, CommandSourceCollector sources) {
    resolve(new ToolInvocation(ShellWord.literal(program), arguments, in), sources);
  }

  /** What stands for the value of names where a tool has aliases. */
  static String canonical(Map<String, String> aliases, String name) {
    return aliases.getOrDefault(name, name);
  }
}
