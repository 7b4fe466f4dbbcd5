package dev.loopgen.core.internal.command;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The makefile that {@code make} uses, and the rules in it that its targets depend on. */
final class Make implements CommandTools.Tool {

  private static final List<String> NAMES = List.of("GNUmakefile", "makefile", "Makefile");
  private static final String[] WITH_VALUE = {
    "-C",
    "--directory",
    "-f",
    "--file",
    "--makefile",
    "-I",
    "--include-dir",
    "-j",
    "-l",
    "-o",
    "-W",
    "-E",
    "--eval"
  };

  @Override
  public Set<String> programs() {
    return Set.of("make", "gmake", "bmake", "mingw32-make", "remake");
  }

  @Override
  public void resolve(ToolInvocation invocation, CommandSourceCollector sources) {
    List<String> entered = invocation.values(List.of("-C", "--directory"));
    List<String> given = invocation.values(List.of("-f", "--file", "--makefile"));
    List<String> targets = new ArrayList<>();
    for (ShellWord word : operands(invocation)) {
      if (word.dynamic()) {
        sources.unresolved("the target `" + word.text() + "` is known only when it runs");
      } else if (!word.text().contains("=")) {
        targets.add(word.text());
      }
    }
    Set<String> directories = new LinkedHashSet<>(invocation.directories(entered));
    if (entered.stream().anyMatch(path -> path.contains("$"))) {
      sources.unresolved("make enters a directory that is known only when it runs");
    }
    RuleTool rules = new RuleTool(sources, RuleFile::makefile);
    for (String directory : directories) {
      if (given.isEmpty()) {
        rules.firstOf(NAMES, directory, targets);
      } else {
        given.forEach(
            file ->
                CommandPaths.join(directory, file)
                    .ifPresent(path -> rules.file(path, directory, targets, false)));
      }
    }
    missing(directories, given, sources);
  }

  /** Returns the targets. A number after {@code -j} or {@code -l} is not one. */
  private static List<ShellWord> operands(ToolInvocation invocation) {
    List<ShellWord> words = new ArrayList<>();
    for (ShellWord word : invocation.arguments()) {
      boolean afterJobs = !words.isEmpty() && words.get(words.size() - 1).text().matches("-[jl]");
      if (afterJobs && !word.text().matches("[0-9.]+")) {
        words.remove(words.size() - 1);
      }
      words.add(word);
    }
    return new ToolInvocation(invocation.first(), words, invocation.directories())
        .operands(WITH_VALUE);
  }

  private static void missing(
      Set<String> directories, List<String> given, CommandSourceCollector sources) {
    List<String> names = given.isEmpty() ? NAMES : given;
    boolean found =
        directories.stream()
            .anyMatch(
                directory ->
                    names.stream()
                        .flatMap(name -> CommandPaths.join(directory, name).stream())
                        .anyMatch(sources.files()::has));
    if (!found) {
      sources.unresolved("there is no " + names.get(names.size() - 1) + " where make runs");
    }
  }
}
