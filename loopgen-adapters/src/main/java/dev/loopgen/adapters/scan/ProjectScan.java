package dev.loopgen.adapters.scan;

import dev.loopgen.api.json.Json;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a project is made of, as far as its files tell, and which commands check it. Nothing is run
 * to find out, and no link is followed.
 *
 * <p>Names and scripts are the project's own words: escape them before printing.
 *
 * @param root the real path of the project
 * @param name what the project calls itself, or its directory's name
 * @param languages programming languages, the most frequent first
 * @param modules what its tools build; empty if none is known
 * @param scripts the scripts of the project's {@code package.json}, by name
 * @param ciProviders the CI systems that it has files for
 * @param ciFiles these files
 * @param counts how many files it has
 * @param context files that say what the project is, those that exist
 * @param warnings what could not be told, in sentences
 */
public record ProjectScan(
    Path root,
    String name,
    List<String> languages,
    List<ProjectModule> modules,
    Map<String, String> scripts,
    List<String> ciProviders,
    List<String> ciFiles,
    FileCounts counts,
    List<String> context,
    List<String> warnings) {

  /** Copies the collections. */
  public ProjectScan {
    languages = List.copyOf(languages);
    modules = List.copyOf(modules);
    scripts = Map.copyOf(scripts);
    ciProviders = List.copyOf(ciProviders);
    ciFiles = List.copyOf(ciFiles);
    context = List.copyOf(context);
    warnings = List.copyOf(warnings);
  }

  /**
   * Scans a project. Blocks while it reads.
   *
   * @param project its directory
   * @return what was found
   * @throws dev.loopgen.api.RepositoryException if it is not a directory or cannot be read
   */
  public static ProjectScan of(Path project) {
    return ProjectScanner.scan(project);
  }

  /**
   * Returns the commands of a kind, of all modules.
   *
   * @param kind the kind
   * @return command lines in the order of the modules, each once
   */
  public List<String> commands(CommandKind kind) {
    return List.copyOf(
        new LinkedHashSet<>(
            modules.stream().flatMap(module -> module.commands(kind).stream()).toList()));
  }

  /**
   * Returns the tools that build the project.
   *
   * @return the tools of its modules, each once
   */
  public List<String> packageManagers() {
    return modules.stream().map(ProjectModule::tool).distinct().toList();
  }

  /**
   * Returns the most frequent programming language.
   *
   * @return its name; empty if no file is of a known language
   */
  public Optional<String> primaryLanguage() {
    return languages.stream().findFirst();
  }

  /**
   * Returns how the tests of the modules can be judged.
   *
   * @return one proposal for each module whose test runner is known
   */
  public List<TestsProposal> tests() {
    return modules.stream().flatMap(module -> module.tests().stream()).toList();
  }

  /**
   * Returns the scan as npm loopgen prints it, without the time, with {@code modules} and {@code
   * tests} added.
   *
   * @return the object
   */
  public Json.Obj toJson() {
    Json.ObjectBuilder commands = Json.object();
    for (CommandKind kind : CommandKind.values()) {
      List<String> lines = commands(kind);
      if (!lines.isEmpty()) {
        commands.put(kind.id(), String.join(" && ", lines));
      }
    }
    packageManagers().stream().findFirst().ifPresent(id -> commands.put("packageManager", id));
    Json.ObjectBuilder named = Json.object();
    new TreeMap<>(scripts).forEach(named::put);
    return Json.object()
        .put("root", root.toString())
        .put("projectName", name)
        .put("languages", Json.strings(languages))
        .put("primaryLanguage", primaryLanguage().orElse("Unknown"))
        .put("packageManagers", Json.strings(packageManagers()))
        .put("commands", commands.build())
        .put("scripts", named.build())
        .put(
            "ci",
            Json.object()
                .put("providers", Json.strings(ciProviders))
                .put("workflowFiles", Json.strings(ciFiles))
                .build())
        .put(
            "files",
            Json.object()
                .put("total", counts.total())
                .put("source", counts.sources())
                .put("tests", counts.tests())
                .put("configs", counts.configurations())
                .build())
        .put("contextSources", Json.strings(context))
        .put("warnings", Json.strings(warnings))
        .put("modules", modules.stream().map(ProjectScan::module).toList())
        .build();
  }

  private static Json.Obj module(ProjectModule module) {
    Json.ObjectBuilder commands = Json.object();
    module.commands().forEach((kind, lines) -> commands.put(kind.id(), Json.strings(lines)));
    return Json.object()
        .put("path", module.path())
        .put("tool", module.tool())
        .put("commands", commands.build())
        .put("outputs", Json.strings(module.outputs()))
        .putIfPresent("tests", module.tests().map(ProjectScan::proposal))
        .build();
  }

  private static Json proposal(TestsProposal tests) {
    return Json.object()
        .put("runner", tests.runner())
        .put("command", tests.command())
        .put("tests", TestsProposal.joined(List.of(tests)))
        .put("notes", Json.strings(tests.notes()))
        .build();
  }
}
