package dev.loopgen.cli.agents;

import dev.loopgen.adapters.agents.FilePlan;
import dev.loopgen.adapters.agents.GeneratedFile;
import dev.loopgen.adapters.agents.Generation;
import dev.loopgen.adapters.agents.Generator;
import dev.loopgen.adapters.agents.LoopTemplate;
import dev.loopgen.adapters.agents.PlannedFile;
import dev.loopgen.adapters.scan.ProjectScan;
import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.internal.text.FirstNames;
import dev.loopgen.api.internal.text.VisibleText;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.spec.LoopSpec;
import dev.loopgen.cli.support.Console;
import dev.loopgen.core.LoopSpecs;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What is generated for a project, and what it would change there.
 *
 * @param scan the project
 * @param generation the loops and files
 * @param plan what they would change
 * @param notes what else a person should know
 */
record ProjectGeneration(
    ProjectScan scan, Generation generation, FilePlan plan, List<String> notes) {

  /** How many files a sentence names. */
  private static final int MAX_NAMED = 3;

  /**
   * Generates for the loops that the spec has, and adds those of templates.
   *
   * @param templates the templates that were named; without a spec, all if none
   * @throws dev.loopgen.api.SpecException if the spec that is there is not valid
   */
  static ProjectGeneration of(
      ProjectScan scan, List<LoopTemplate> templates, Consumer<Generator> options) {
    Path project = scan.root();
    List<LoopSpec> loops = written(project);
    Generator generator = Generator.of(scan).loops(loops);
    if (!loops.isEmpty() || !templates.isEmpty()) {
      generator.templates(templates);
    }
    options.accept(generator);
    Generation generation = generator.generate();
    FilePlan plan = FilePlan.of(project, generation.files());
    if (plan.files().stream().noneMatch(ProjectGeneration::isKeptSpec)) {
      return new ProjectGeneration(scan, generation, plan, List.of());
    }
    Generation own = generator.templates(List.of()).generate();
    return new ProjectGeneration(
        scan, own, FilePlan.of(project, own.files()), notes(loops, templates));
  }

  /** Generates from templates as if there were no spec yet. */
  static ProjectGeneration fresh(
      ProjectScan scan, List<LoopTemplate> templates, Consumer<Generator> options) {
    Generator generator = Generator.of(scan).templates(templates);
    options.accept(generator);
    Generation generation = generator.generate();
    return new ProjectGeneration(
        scan, generation, FilePlan.of(scan.root(), generation.files()), List.of());
  }

  private static boolean isKeptSpec(PlannedFile file) {
    return file instanceof PlannedFile.Kept && file.path().equals(LoopSpecs.FILE);
  }

  /** Reads the spec that is there; a link is left for the plan to refuse. */
  private static List<LoopSpec> written(Path project) {
    Path file = project.resolve(LoopSpecs.FILE);
    boolean isLink =
        Files.isSymbolicLink(file) || Files.isSymbolicLink(project.resolve(".loopgen"));
    if (isLink || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try {
      return LoopSpecs.read(Files.readAllBytes(file), LoopSpecs.FILE);
    } catch (IOException e) {
      throw new RepositoryException(LoopSpecs.FILE + " cannot be read: " + e.getMessage() + ".", e);
    }
  }

  private static List<String> notes(List<LoopSpec> loops, List<LoopTemplate> named) {
    return named.stream()
        .map(LoopTemplate::id)
        .filter(id -> loops.stream().noneMatch(loop -> loop.id().equals(id)))
        .map(
            id ->
                LoopSpecs.FILE
                    + " was edited by hand and stays as it is, so the loop "
                    + id
                    + " was not added. `loopgen create --demo "
                    + id
                    + "` shows one.")
        .toList();
  }

  void print(PrintWriter out) {
    out.println("Project: " + Console.sentence(scan.name()));
    out.println(
        "Loops: " + String.join(", ", generation.loops().stream().map(LoopSpec::id).toList()));
    out.println("Files: " + generation.files().size());
    notes.forEach(note -> out.println("Note: " + Console.sentence(note)));
    generation.warnings().forEach(text -> out.println("Warning: " + Console.sentence(text)));
    plan.files().stream()
        .filter(PlannedFile.Kept.class::isInstance)
        .filter(file -> !isOnce(file))
        .forEach(file -> out.println("Note: " + Console.sentence(file.describe())));
  }

  /** Says what cannot be written, each reason once: a link may be in the way of many files. */
  List<String> obstacles() {
    Map<String, List<String>> paths = new LinkedHashMap<>();
    for (PlannedFile.Blocked file : plan.blocked()) {
      paths.computeIfAbsent(file.reason(), reason -> new ArrayList<>()).add(file.path());
    }
    return paths.entrySet().stream()
        .map(
            entry ->
                FirstNames.of(entry.getValue(), MAX_NAMED)
                    + " cannot be written: "
                    + entry.getKey())
        .toList();
  }

  /** State files and the like are there to be written to by others, so that nobody is told. */
  private boolean isOnce(PlannedFile file) {
    return file instanceof PlannedFile.Kept
        && generation.files().stream()
            .anyMatch(
                generated ->
                    generated.path().equals(file.path())
                        && generated.ownership() == GeneratedFile.Ownership.ONCE);
  }

  void printDiff(PrintWriter out) {
    obstacles().forEach(text -> out.println("Note: " + Console.sentence(text)));
    String diff = plan.diff();
    if (diff.isEmpty()) {
      out.println("No changes.");
    } else {
      diff.lines().map(VisibleText::of).forEach(out::println);
    }
  }

  Json.Obj toJson() {
    return Json.object()
        .put("scan", scan.toJson())
        .put("loops", generation.loops().stream().map(LoopSpec::source).toList())
        .put(
            "files",
            generation.files().stream()
                .map(
                    file ->
                        Json.object()
                            .put("path", file.path())
                            .put("content", file.content())
                            .put("ownership", file.ownership().id())
                            .build())
                .toList())
        .put(
            "changes",
            plan.files().stream()
                .map(
                    file ->
                        Json.object()
                            .put("path", file.path())
                            .put("change", file.id())
                            .put("description", file.describe())
                            .build())
                .toList())
        .put("diff", plan.diff())
        .put("warnings", Json.strings(generation.warnings()))
        .build();
  }
}
