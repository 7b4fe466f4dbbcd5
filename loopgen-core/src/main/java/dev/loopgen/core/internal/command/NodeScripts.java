package dev.loopgen.core.internal.command;

import dev.loopgen.api.json.Json;
import dev.loopgen.core.internal.command.CommandSource.Weight;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The scripts of {@code package.json} that npm, pnpm, yarn and bun run, with their pre and post
 * scripts.
 */
final class NodeScripts implements CommandTools.Tool {

  private static final String FILE = "package.json";
  private static final Pattern CONFIGURATION =
      Pattern.compile(
          "\\.npmrc|\\.yarnrc(\\.yml)?|\\.pnpmfile\\.cjs|pnpm-workspace\\.yaml|bunfig\\.toml");
  private static final Pattern RELEASES = Pattern.compile("\\.yarn/(releases|plugins)/.*");
  private static final Set<String> RUN = Set.of("run", "run-script", "rum", "urn");
  private static final Map<String, List<String>> VERBS =
      Map.ofEntries(
          Map.entry("test", List.of("test")),
          Map.entry("tst", List.of("test")),
          Map.entry("t", List.of("test")),
          Map.entry("start", List.of("start")),
          Map.entry("stop", List.of("stop")),
          Map.entry("restart", List.of("restart", "stop", "start")),
          Map.entry("it", List.of("install", "prepare", "prepublish", "test")),
          Map.entry("install-test", List.of("install", "prepare", "prepublish", "test")),
          Map.entry("cit", List.of("install", "prepare", "prepublish", "test")),
          Map.entry("install-ci-test", List.of("install", "prepare", "prepublish", "test")),
          Map.entry("ci", List.of("install", "prepare", "prepublish")),
          Map.entry("clean-install", List.of("install", "prepare", "prepublish")),
          Map.entry("install", List.of("install", "prepare", "prepublish")),
          Map.entry("i", List.of("install", "prepare", "prepublish")),
          Map.entry("rebuild", List.of("install", "prepare")),
          Map.entry("pack", List.of("pack", "prepare")),
          Map.entry("publish", List.of("publish", "prepublishOnly", "prepare")));
  private static final String[] WITH_VALUE = {
    "--prefix",
    "-C",
    "--dir",
    "--cwd",
    "-w",
    "--workspace",
    "-F",
    "--filter",
    "--loglevel",
    "--script-shell",
    "--reporter",
    "--workspace-concurrency"
  };

  @Override
  public Set<String> programs() {
    return Set.of(
        "npm",
        "pnpm",
        "yarn",
        "yarnpkg",
        "bun",
        "node",
        "npm-run-all",
        "run-s",
        "run-p",
        "npm-run-all2",
        "concurrently",
        "wireit");
  }

  @Override
  public void resolve(ToolInvocation invocation, CommandSourceCollector sources) {
    switch (invocation.program()) {
      case "npm-run-all", "npm-run-all2", "run-s", "run-p" ->
          scripts(invocation, names(invocation.operands()), false, sources);
      case "concurrently" -> scripts(invocation, prefixed(invocation.operands()), false, sources);
      case "node" -> {
        List<String> run = invocation.values(List.of("--run"));
        if (!run.isEmpty()) {
          scripts(invocation, run, false, sources);
        }
      }
      default -> manager(invocation, sources);
    }
  }

  private void manager(ToolInvocation invocation, CommandSourceCollector sources) {
    ToolInvocation inside =
        invocation.in(
            invocation.directories(invocation.values(List.of("--prefix", "-C", "--dir", "--cwd"))));
    List<ShellWord> operands = new ArrayList<>(inside.operands(WITH_VALUE));
    boolean yarn = inside.program().startsWith("yarn");
    boolean everywhere =
        inside.has(
                "-r", "--recursive", "-ws", "--workspaces", "-w", "--workspace", "-F", "--filter")
            || inside.arguments().stream()
                .anyMatch(word -> word.text().matches("--(workspace|filter)=.*"));
    if (yarn && !operands.isEmpty() && operands.get(0).text().matches("workspaces?")) {
      everywhere = true;
      operands.removeIf(word -> word.text().matches("workspaces?|foreach"));
      if (operands.stream().anyMatch(word -> RUN.contains(word.text()))) {
        while (!RUN.contains(operands.get(0).text())) {
          operands.remove(0);
        }
      } else if (operands.size() > 1) {
        operands.remove(0);
      }
    }
    configuration(inside, sources);
    if (operands.isEmpty()) {
      if (yarn) {
        scripts(inside, VERBS.getOrDefault("install", List.of()), everywhere, sources);
      }
      return;
    }
    verb(inside, operands, everywhere, sources);
  }

  private void verb(
      ToolInvocation inside,
      List<ShellWord> operands,
      boolean everywhere,
      CommandSourceCollector sources) {
    String verb = operands.get(0).text();
    boolean bun = inside.program().equals("bun");
    if (RUN.contains(verb)) {
      if (operands.size() < 2) {
        return;
      }
      ShellWord name = operands.get(1);
      if (name.dynamic()) {
        sources.unresolved("the script `" + name.text() + "` is known only when it runs");
        scripts(inside, List.of(), everywhere, sources);
        return;
      }
      scripts(inside, List.of(name.text()), everywhere, sources);
      if (name.text().startsWith("/") && name.text().endsWith("/")) {
        sources.unresolved("the scripts that match " + name.text() + " are not looked up");
      }
    } else if (VERBS.containsKey(verb) && !(bun && verb.equals("test"))) {
      scripts(inside, VERBS.get(verb), everywhere, sources);
    } else if (!inside.program().equals("npm")) {
      boolean known = scripts(inside, List.of(verb), everywhere, sources, false);
      if (!known) {
        CommandTools.resolveAs(
            verb, operands.subList(1, operands.size()), inside.directories(), sources);
      }
    }
  }

  private static void configuration(ToolInvocation inside, CommandSourceCollector sources) {
    sources.namedUpwards(inside.directories(), CONFIGURATION, Weight.DECISIVE);
    Set<String> all = new LinkedHashSet<>();
    inside.directories().forEach(directory -> all.addAll(CommandPaths.upwards(directory)));
    sources.below(all, RELEASES, Weight.DECISIVE);
  }

  private static List<String> names(List<ShellWord> words) {
    return words.stream().map(ShellWord::text).toList();
  }

  private static List<String> prefixed(List<ShellWord> words) {
    return words.stream()
        .map(ShellWord::text)
        .filter(text -> text.matches("(npm|yarn|pnpm|bun|node):.*"))
        .map(text -> text.substring(text.indexOf(':') + 1))
        .toList();
  }

  private void scripts(
      ToolInvocation inside,
      List<String> names,
      boolean everywhere,
      CommandSourceCollector sources) {
    scripts(inside, names, everywhere, sources, true);
  }

  /** Adds scripts of each candidate file; returns whether one of the files has any. */
  private boolean scripts(
      ToolInvocation inside,
      List<String> names,
      boolean everywhere,
      CommandSourceCollector sources,
      boolean expected) {
    Set<String> files = new LinkedHashSet<>();
    for (String directory : inside.directories()) {
      files.add(nearest(directory, sources.files()));
    }
    if (everywhere) {
      files.addAll(sources.files().named(FILE));
    }
    boolean found = false;
    for (String file : files) {
      found |= scripts(file, names, sources);
    }
    boolean required = expected && names.size() == 1 && !names.get(0).contains("*");
    if (!found && required && !VERBS.containsKey(names.get(0))) {
      sources.unresolved("no package.json has the script " + names.get(0));
    } else if (!found && required && names.get(0).equals("test")) {
      sources.unresolved("no package.json has the script test");
    }
    return found;
  }

  /**
   * Returns the file that a package manager uses: the one in this directory, or else the nearest
   * above.
   */
  private static String nearest(String directory, FileView files) {
    return CommandPaths.upwards(directory).stream()
        .map(above -> CommandPaths.child(above, FILE))
        .filter(files::has)
        .findFirst()
        .orElse(CommandPaths.child(directory, FILE));
  }

  private boolean scripts(String file, List<String> names, CommandSourceCollector sources) {
    Optional<Json.Obj> scripts =
        sources
            .files()
            .read(file)
            .flatMap(JsonMembers::object)
            .flatMap(object -> object.object("scripts"));
    List<String> wanted = names.isEmpty() ? List.of("*") : names;
    Set<String> all = new LinkedHashSet<>();
    for (String name : wanted) {
      all.addAll(List.of("pre" + name, name, "post" + name));
      if (name.contains("*")) {
        Pattern pattern = Pattern.compile(Pattern.quote(name).replace("*", "\\E.*\\Q"));
        scripts.ifPresent(
            object ->
                object.members().keySet().stream()
                    .filter(member -> pattern.matcher(member).matches())
                    .forEach(all::add));
      }
    }
    boolean found = false;
    for (String name : all) {
      List<String> way = List.of("scripts", name);
      sources.part(file, JsonMembers.part(List.of(way)), "scripts." + name);
      Optional<String> text = scripts.flatMap(object -> object.string(name));
      found |= text.isPresent() && (wanted.contains(name) || wanted.get(0).contains("*"));
      text.ifPresent(script -> sources.script(script, Set.of(CommandPaths.parent(file))));
    }
    sources.part(
        file,
        JsonMembers.part(List.of(List.of("packageManager"), List.of("devEngines"))),
        "packageManager");
    return found;
  }
}
