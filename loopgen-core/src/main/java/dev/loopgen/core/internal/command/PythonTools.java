package dev.loopgen.core.internal.command;

import dev.loopgen.core.internal.command.CommandSource.Weight;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The files that Python interpreters, test runners and project tools read at startup. */
final class PythonTools implements CommandTools.Tool {

  private static final Pattern INTERPRETER = Pattern.compile("(python|pypy)[0-9.]*|py");
  private static final Pattern STARTUP = Pattern.compile("(site|user)customize\\.py");
  private static final Pattern CONFTEST = Pattern.compile("(.*/)?conftest\\.py");

  /** The tools with their own files, and their sections in shared files. */
  private static final Map<String, Reads> READS =
      Map.ofEntries(
          Map.entry(
              "pytest", reads("pytest\\.ini|\\.pytest\\.ini|tox\\.ini", "pytest|tool[.:]pytest.*")),
          Map.entry(
              "py.test",
              reads("pytest\\.ini|\\.pytest\\.ini|tox\\.ini", "pytest|tool[.:]pytest.*")),
          Map.entry("tox", reads("tox\\.ini|tox\\.toml", "tox.*|testenv.*|tool\\.tox.*")),
          Map.entry("nox", reads("noxfile\\.py", "tool\\.nox.*")),
          Map.entry("hatch", reads("hatch\\.toml", "tool\\.hatch\\.(env|scripts).*|tool\\.hatch")),
          Map.entry("pdm", reads("pdm\\.toml", "tool\\.pdm.*")),
          Map.entry("poe", reads("poe_tasks\\.(toml|yaml|json)", "tool\\.poe.*")),
          Map.entry("poetry", reads("poetry\\.toml", "tool\\.poetry(\\.scripts)?")),
          Map.entry("uv", reads("uv\\.toml", "tool\\.uv.*|project\\.scripts")),
          Map.entry("pipenv", reads("Pipfile", "none")),
          Map.entry("coverage", reads("\\.coveragerc", "coverage.*|tool\\.coverage.*")),
          Map.entry("mypy", reads("mypy\\.ini|\\.mypy\\.ini", "mypy.*|tool\\.mypy.*")),
          Map.entry("ruff", reads("\\.?ruff\\.toml", "tool\\.ruff.*")),
          Map.entry("flake8", reads("\\.flake8|tox\\.ini", "flake8.*")),
          Map.entry("pylint", reads("\\.?pylintrc(\\.toml)?", "pylint.*|tool\\.pylint.*")),
          Map.entry("black", reads("(?!)", "tool\\.black.*")),
          Map.entry("isort", reads("\\.isort\\.cfg", "isort.*|tool\\.isort.*")),
          Map.entry("unittest", reads("(?!)", "none")),
          Map.entry("invoke", reads("tasks\\.py|invoke\\.(yaml|toml|json|py)", "none")),
          Map.entry("inv", reads("tasks\\.py|invoke\\.(yaml|toml|json|py)", "none")));

  private record Reads(Pattern files, Pattern sections) {}

  private static Reads reads(String files, String sections) {
    return new Reads(Pattern.compile(files), Pattern.compile(sections));
  }

  @Override
  public Set<String> programs() {
    Set<String> names = new LinkedHashSet<>(READS.keySet());
    names.addAll(List.of("python", "python2", "python3", "py", "pypy", "pypy3"));
    for (int minor = 6; minor < 20; minor++) {
      names.add("python3." + minor);
    }
    return names;
  }

  @Override
  public void resolve(ToolInvocation invocation, CommandSourceCollector sources) {
    Set<String> directories = invocation.directories();
    sources.namedUpwards(directories, STARTUP, Weight.DECISIVE);
    if (INTERPRETER.matcher(invocation.program()).matches()) {
      invocation.value("-m").ifPresent(module -> module(module, invocation, sources));
    } else {
      tool(invocation, sources);
    }
  }

  /**
   * Adds a file of the module's name in the working directory, which shadows the installed module.
   */
  private static void module(
      String module, ToolInvocation invocation, CommandSourceCollector sources) {
    String path = module.replace('.', '/');
    for (String directory : invocation.directories()) {
      sources.file(CommandPaths.child(directory, path + ".py"));
      sources.file(CommandPaths.child(directory, path + "/__main__.py"));
      sources.file(CommandPaths.child(directory, path + "/__init__.py"));
    }
    int at = 0;
    while (at < invocation.arguments().size()
        && !invocation.arguments().get(at).text().startsWith("-m")) {
      at++;
    }
    boolean apart = invocation.arguments().get(at).text().equals("-m");
    List<ShellWord> rest =
        invocation
            .arguments()
            .subList(
                Math.min(at + (apart ? 2 : 1), invocation.arguments().size()),
                invocation.arguments().size());
    CommandTools.resolveAs(module, rest, invocation.directories(), sources);
  }

  private static void tool(ToolInvocation invocation, CommandSourceCollector sources) {
    String program = invocation.program();
    Reads reads = READS.get(program);
    if (reads == null) {
      return;
    }
    Set<String> directories = invocation.directories(entered(invocation));
    sources.namedUpwards(directories, reads.files(), Weight.DECISIVE);
    Set<String> all = new LinkedHashSet<>();
    directories.forEach(directory -> all.addAll(CommandPaths.upwards(directory)));
    for (String name : List.of("pyproject.toml", "setup.cfg")) {
      sources.add(
          path -> CommandPaths.name(path).equals(name) && all.contains(CommandPaths.parent(path)),
          ConfigSections.part(reads.sections()),
          "the sections of " + program,
          Weight.DECISIVE);
    }
    if (program.equals("pytest") || program.equals("py.test") || program.equals("unittest")) {
      sources.below(directories, CONFTEST, Weight.DECISIVE);
      sources.namedUpwards(directories, Pattern.compile("conftest\\.py"), Weight.DECISIVE);
    }
    nested(invocation, directories, sources);
    if (program.startsWith("py") && invocation.arguments().stream().anyMatch(PythonTools::covers)) {
      CommandTools.resolveAs("coverage", List.of(), directories, sources);
    }
  }

  private static boolean covers(ShellWord argument) {
    return argument.text().startsWith("--cov");
  }

  private static List<String> entered(ToolInvocation invocation) {
    return switch (invocation.program()) {
      case "poetry" -> invocation.values(List.of("-C", "--directory", "--project", "-P"));
      case "uv" -> invocation.values(List.of("--directory", "--project"));
      case "pdm" -> invocation.values(List.of("-p", "--project"));
      case "poe" -> invocation.values(List.of("-C", "--directory", "-r", "--root"));
      default -> List.of();
    };
  }

  /** Analyzes the commands of test environments in shared files. */
  private static void nested(
      ToolInvocation invocation, Set<String> directories, CommandSourceCollector sources) {
    if (Set.of("tox", "nox", "hatch", "pdm", "poe").contains(invocation.program())) {
      CommandTools.resolveAs("pytest", List.of(), directories, sources);
    }
  }
}
