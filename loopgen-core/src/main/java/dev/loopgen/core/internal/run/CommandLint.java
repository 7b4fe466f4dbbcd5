package dev.loopgen.core.internal.run;

import dev.loopgen.api.spec.LoopSpec;
import dev.loopgen.core.internal.command.VacuousCommands;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Warns of commands whose exit code may not be the one of their check, and of commands that are
 * missing from the loop's list of allowed commands, if it has one.
 */
final class CommandLint {

  private static final Pattern QUOTED = Pattern.compile("'[^']*'|\"[^\"]*\"");
  private static final Pattern PIPE = Pattern.compile("(?<!\\|)\\|(?![|&])");
  private static final Pattern OR = Pattern.compile("\\|\\|");
  private static final Pattern BACKGROUND = Pattern.compile("(?<![&>|<])&(?![&>\\d])");
  private static final Pattern SEQUENCE = Pattern.compile("(?<!\\\\)[;\n]\\s*\\S");

  private CommandLint() {}

  static List<String> warnings(LoopSpec loop) {
    List<String> warnings = new ArrayList<>();
    for (String command : loop.commands()) {
      if (!loop.allowedCommands().isEmpty() && !loop.allowedCommands().contains(command)) {
        warnings.add("Verification command is not in the loop's allowed commands: " + command);
      }
      if (VacuousCommands.cannotFail(command)) {
        warnings.add("The command `" + command + "` cannot fail, so it checks nothing.");
      }
      mask(command)
          .forEach(
              how ->
                  warnings.add(
                      "The exit status of part of `" + command + "` is discarded: " + how + "."));
    }
    return warnings;
  }

  private static List<String> mask(String command) {
    String plain = QUOTED.matcher(command).replaceAll("q");
    List<String> found = new ArrayList<>();
    if (PIPE.matcher(plain).find() && !plain.contains("pipefail")) {
      found.add("a pipe exits with the status of its last command");
    }
    if (OR.matcher(plain).find()) {
      found.add("what follows || replaces a failure");
    }
    if (BACKGROUND.matcher(plain).find()) {
      found.add("nothing waits for a command that ends with &");
    }
    if (SEQUENCE.matcher(plain).find() && !plain.startsWith("set -e")) {
      found.add("a command before ; or a line break may fail unnoticed");
    }
    return found;
  }
}
