package dev.loopgen.core.internal.command;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Programs that run another program, which their arguments name. */
final class CommandWrappers {

  /** Options that take a value, by program. A missing one only hides the inner program. */
  private static final Map<String, Set<String>> VALUES =
      Map.ofEntries(
          Map.entry("env", Set.of("-u", "--unset", "-C", "--chdir")),
          Map.entry("command", Set.of()),
          Map.entry("exec", Set.of("-a")),
          Map.entry("nohup", Set.of()),
          Map.entry("setsid", Set.of()),
          Map.entry("stdbuf", Set.of("-i", "-o", "-e")),
          Map.entry("nice", Set.of("-n", "--adjustment")),
          Map.entry("ionice", Set.of("-c", "-n")),
          Map.entry("timeout", Set.of("-k", "-s", "--kill-after", "--signal")),
          Map.entry("sudo", Set.of("-u", "-g")),
          Map.entry("time", Set.of("-f", "-o")),
          Map.entry("xvfb-run", Set.of("-n", "-s", "-e", "-f")),
          Map.entry("xargs", Set.of("-n", "-P", "-I", "-d", "-L", "-a")),
          Map.entry("cross-env", Set.of()),
          Map.entry("cross-env-shell", Set.of()),
          Map.entry("dotenv", Set.of("-e", "-f")),
          Map.entry("npx", Set.of("-p", "--package", "--prefix")),
          Map.entry("bunx", Set.of()),
          Map.entry("corepack", Set.of()),
          Map.entry("c8", Set.of()),
          Map.entry("nyc", Set.of()),
          Map.entry("coverage", Set.of("--source", "--rcfile")));

  /** Programs that run another one after a subcommand. */
  private static final Map<String, Set<String>> VERBS =
      Map.of(
          "npm", Set.of("exec", "x"),
          "pnpm", Set.of("exec", "dlx"),
          "yarn", Set.of("exec", "dlx"),
          "bun", Set.of("x"),
          "poetry", Set.of("run"),
          "uv", Set.of("run"),
          "pipenv", Set.of("run"),
          "bundle", Set.of("exec"),
          "mise", Set.of("exec", "x"),
          "composer", Set.of("exec"));

  private CommandWrappers() {}

  /** Returns the inner program; empty if this program does not wrap another. */
  static Optional<ToolInvocation> unwrap(ToolInvocation outer) {
    List<ShellWord> arguments = outer.arguments();
    Set<String> withValue = VALUES.get(outer.program());
    if (withValue == null) {
      Set<String> verbs = VERBS.getOrDefault(outer.program(), Set.of());
      int verb = 0;
      while (verb < arguments.size() && !verbs.contains(arguments.get(verb).text())) {
        verb++;
      }
      if (verb >= arguments.size()) {
        return Optional.empty();
      }
      arguments = arguments.subList(verb + 1, arguments.size());
      withValue = Set.of("--with", "--group", "--extra", "--package", "-p");
    }
    int start = start(outer.program(), arguments, withValue);
    List<ShellWord> inner = arguments.subList(start, arguments.size());
    return inner.isEmpty()
        ? Optional.empty()
        : Optional.of(ToolInvocation.of(inner, outer.directories()));
  }

  private static int start(String program, List<ShellWord> arguments, Set<String> withValue) {
    int at = 0;
    boolean verbIsDue = program.equals("timeout") || program.equals("coverage");
    while (at < arguments.size()) {
      ShellWord word = arguments.get(at);
      if (withValue.contains(word.text())) {
        at += 2;
      } else if (word.isOption() || word.isAssignment()) {
        at++;
      } else if (verbIsDue) {
        verbIsDue = false;
        at++;
      } else {
        break;
      }
    }
    return Math.min(at, arguments.size());
  }
}
