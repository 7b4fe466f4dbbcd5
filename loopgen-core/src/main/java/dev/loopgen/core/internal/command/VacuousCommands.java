package dev.loopgen.core.internal.command;

import java.util.List;
import java.util.Set;

/** Recognizes commands that exit with 0 whatever the tree contains. */
public final class VacuousCommands {

  private static final Set<String> HARMLESS =
      Set.of(
          "true", ":", "echo", "printf", "pwd", "sleep", "set", "export", "exit", "wait", "date");

  private VacuousCommands() {}

  /** Tells whether a shell text runs no command that could fail. */
  public static boolean cannotFail(String command) {
    ShellText text = ShellText.parse(command);
    return text.substitutions().isEmpty()
        && text.commands().stream().allMatch(VacuousCommands::isHarmless);
  }

  private static boolean isHarmless(List<ShellWord> words) {
    List<ShellWord> rest = words;
    while (!rest.isEmpty() && rest.get(0).isAssignment()) {
      rest = rest.subList(1, rest.size());
    }
    if (rest.isEmpty()) {
      return true;
    }
    ToolInvocation invocation = ToolInvocation.of(rest, Set.of(""));
    List<String> arguments = invocation.arguments().stream().map(ShellWord::text).toList();
    return switch (invocation.program()) {
      case "exit", "return" -> arguments.isEmpty() || arguments.get(0).equals("0");
      case "!" -> arguments.equals(List.of("false"));
      case "test" -> arguments.size() == 1 && !invocation.arguments().get(0).dynamic();
      case "[" -> arguments.size() == 2 && !invocation.arguments().get(0).dynamic();
      case "sh", "bash", "dash" ->
          arguments.size() == 2 && arguments.get(0).equals("-c") && cannotFail(arguments.get(1));
      default -> HARMLESS.contains(invocation.program());
    };
  }
}
