package dev.loopgen.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Writes the pages of {@code docs} that list every command with its arguments and options. */
final class CommandReference {

  private static final int COLUMNS = 100;

  /** How many options a command shares with an earlier one before they are named only. */
  private static final int MANY = 8;

  /** Every command has these, and commands.md says so once. */
  private static final Set<String> STANDARD = Set.of("--help", "--version");

  private final StringBuilder page = new StringBuilder();
  private final Map<String, Map<String, String>> written = new LinkedHashMap<>();

  private CommandReference() {}

  /** Returns the commands that do something, in the order in which help lists them. */
  static Stream<CommandSpec> commands() {
    return below(Main.commandLine().getCommandSpec());
  }

  private static Stream<CommandSpec> below(CommandSpec command) {
    List<CommandSpec> subcommands =
        command.subcommands().values().stream()
            .map(CommandLine::getCommandSpec)
            .distinct()
            .toList();
    return subcommands.isEmpty()
        ? Stream.of(command)
        : subcommands.stream().flatMap(CommandReference::below);
  }

  /** Returns a page about commands. */
  static String page(String title, List<CommandSpec> commands) {
    CommandReference reference = new CommandReference();
    reference.line("# " + title);
    reference.paragraph(
        "This page is generated from the command's own help. [commands.md](commands.md),"
            + " [commands-audit.md](commands-audit.md) and [commands-policy.md](commands-policy.md)"
            + " say what the commands are for. Every command also has `--help` and `--version`.");
    commands.forEach(reference::command);
    return reference.page.toString();
  }

  private void command(CommandSpec command) {
    String name = command.qualifiedName();
    line("");
    line("## `" + name + "`");
    paragraph(String.join(" ", command.usageMessage().description()));
    Map<String, String> rows = rows(command);
    Map<String, String> own = new LinkedHashMap<>(rows);
    List<String> shared = new ArrayList<>();
    written.forEach(
        (earlier, options) -> {
          List<String> same =
              own.entrySet().stream()
                  .filter(row -> row.getKey().startsWith("`-"))
                  .filter(row -> row.getValue().equals(options.get(row.getKey())))
                  .map(Map.Entry::getKey)
                  .toList();
          if (same.size() >= MANY) {
            same.forEach(own::remove);
            shared.add(shared(earlier, same));
          }
        });
    table(own);
    shared.forEach(this::paragraph);
    written.put(name, rows);
  }

  private static String shared(String command, List<String> options) {
    return "It also takes these options of [`"
        + command
        + "`](#"
        + command.replace(' ', '-')
        + "): "
        + String.join("; ", options)
        + ".";
  }

  private void table(Map<String, String> rows) {
    if (!rows.isEmpty()) {
      line("");
      line("| Argument or option | Does |");
      line("|---|---|");
      rows.forEach((argument, does) -> line("| " + argument + " | " + does + " |"));
    }
  }

  private static Map<String, String> rows(CommandSpec command) {
    Map<String, String> rows = new LinkedHashMap<>();
    command
        .positionalParameters()
        .forEach(argument -> rows.put("`" + argument.paramLabel() + "`", does(argument)));
    command.options().stream()
        .filter(option -> !option.hidden() && !STANDARD.contains(option.longestName()))
        .forEach(option -> rows.put(names(option), does(option)));
    return rows;
  }

  private static String names(OptionSpec option) {
    String parameter = option.arity().max() == 0 ? "" : " " + option.paramLabel();
    return Stream.of(option.names())
        .map(name -> "`" + name + parameter + "`")
        .collect(Collectors.joining(", "));
  }

  private static String does(ArgSpec argument) {
    String text =
        String.join(" ", argument.description())
            .replace("\\", "\\\\")
            .replace("|", "\\|")
            .replace("*", "\\*")
            .replace("<", "\\<");
    return argument.required() ? text + " Required." : text;
  }

  private void paragraph(String text) {
    line("");
    StringBuilder row = new StringBuilder();
    for (String word : text.split(" (?=(?:[^`]*`[^`]*`)*[^`]*$)")) {
      if (row.length() > 0 && row.length() + 1 + word.length() > COLUMNS) {
        line(row.toString());
        row.setLength(0);
      }
      row.append(row.length() == 0 ? "" : " ").append(word);
    }
    line(row.toString());
  }

  private void line(String text) {
    page.append(text).append('\n');
  }
}
