package dev.loopgen.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Writes completions for fish, which picocli does not. */
final class FishCompletion {

  private final StringBuilder out = new StringBuilder();

  private FishCompletion() {}

  static String of(CommandLine root) {
    FishCompletion fish = new FishCompletion();
    fish.out.append("# Completions of loopgen for fish\n");
    fish.command(root, List.of());
    fish.row(
        "__fish_seen_subcommand_from run",
        "-f -a " + quoted("(" + CompletionCommand.IDS + ")"),
        "a loop");
    return fish.out.toString();
  }

  private void command(CommandLine line, List<String> path) {
    String here = condition(line, path);
    new LinkedHashSet<>(line.getSubcommands().values())
        .forEach(
            sub ->
                row(
                    here,
                    "-f -a " + quoted(sub.getCommandName()),
                    first(sub.getCommandSpec().usageMessage().description())));
    for (OptionSpec option : line.getCommandSpec().options()) {
      if (!option.hidden()) {
        row(here, names(option) + candidates(option), first(option.description()));
      }
    }
    line.getSubcommands()
        .forEach(
            (name, sub) -> {
              List<String> below = new ArrayList<>(path);
              below.add(name);
              command(sub, below);
            });
  }

  /** Tells fish where it stands: below these commands, and below none of their own. */
  private static String condition(CommandLine line, List<String> path) {
    StringBuilder test = new StringBuilder();
    for (String name : path) {
      test.append("__fish_seen_subcommand_from ").append(name).append("; and ");
    }
    String own = String.join(" ", line.getSubcommands().keySet());
    String none =
        path.isEmpty()
            ? "__fish_use_subcommand"
            : own.isEmpty() ? "true" : "not __fish_seen_subcommand_from " + own;
    return test + none;
  }

  private static String names(OptionSpec option) {
    StringBuilder names = new StringBuilder();
    for (String name : option.names()) {
      names
          .append(names.isEmpty() ? "" : " ")
          .append(name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.substring(1));
    }
    return names + (option.arity().max() > 0 ? " -r" : "");
  }

  private static String candidates(OptionSpec option) {
    Iterable<String> candidates = option.completionCandidates();
    return candidates == null ? "" : " -f -a " + quoted(String.join(" ", candidates));
  }

  private void row(String condition, String what, String description) {
    out.append("complete -c loopgen -n ")
        .append(quoted(condition))
        .append(' ')
        .append(what)
        .append(" -d ")
        .append(quoted(description))
        .append('\n');
  }

  private static String first(String... lines) {
    return lines.length == 0 ? "" : lines[0].replace('\n', ' ').replaceAll("\\$\\{[^}]*\\}", "…");
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
