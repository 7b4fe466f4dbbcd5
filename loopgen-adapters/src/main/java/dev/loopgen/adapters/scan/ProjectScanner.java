package dev.loopgen.adapters.scan;

import dev.loopgen.adapters.internal.files.ProjectFiles;
import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.json.Json;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Scans one project. */
final class ProjectScanner {

  /** How deep below the project modules are looked for. */
  private static final int MAX_DEPTH = 3;

  private static final List<String> CONTEXT =
      List.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "Makefile", "justfile");

  private final ProjectFiles project;
  private final ProjectTree tree;
  private final Set<String> warnings = new LinkedHashSet<>();
  private final Map<Ecosystem, List<ProjectDirectory>> found = new HashMap<>();
  private final List<ProjectModule> modules = new ArrayList<>();
  private final Set<String> manifests = new LinkedHashSet<>();

  private ProjectScanner(ProjectFiles project, ProjectTree tree) {
    this.project = project;
    this.tree = tree;
  }

  static ProjectScan scan(Path directory) {
    try {
      ProjectFiles project = ProjectFiles.in(directory);
      return new ProjectScanner(project, ProjectTree.of(project.root())).scan();
    } catch (NoSuchFileException | NotDirectoryException e) {
      throw new RepositoryException(
          "There is no directory " + directory + ". Check the path of the project.", e);
    } catch (IOException e) {
      throw new RepositoryException(
          "The project " + directory + " cannot be read: " + e.getMessage() + ".", e);
    }
  }

  private ProjectScan scan() {
    if (!tree.isComplete()) {
      warnings.add("Not every file was looked at: there are too many, or some cannot be read.");
    }
    tree.directories().stream().filter(path -> depth(path) <= MAX_DEPTH).forEach(this::look);
    ProjectDirectory top = directory("");
    boolean checked =
        modules.stream()
            .anyMatch(
                module ->
                    Stream.of(CommandKind.TEST, CommandKind.LINT, CommandKind.BUILD)
                        .anyMatch(kind -> !module.commands(kind).isEmpty()));
    if (!checked) {
      warnings.add(
          "No command that checks this project was found. Generated loops fail until you write"
              + " one.");
    }
    List<String> ciFiles = CiFiles.files(tree);
    return new ProjectScan(
        project.root(),
        name(top),
        FileCounts.languages(tree.files()),
        modules,
        scripts(top),
        CiFiles.providers(tree),
        ciFiles,
        FileCounts.of(tree.files()),
        context(top, ciFiles),
        List.copyOf(warnings));
  }

  private static int depth(String path) {
    return path.isEmpty() ? 0 : path.split("/").length;
  }

  private ProjectDirectory directory(String path) {
    return new ProjectDirectory(project, tree.files(), path, warnings);
  }

  /** Adds the modules of a directory that no outer module of the same kind covers. */
  private void look(String path) {
    ProjectDirectory directory = directory(path);
    for (Ecosystem ecosystem : Ecosystem.ALL) {
      Optional<String> manifest = ecosystem.manifest(directory);
      if (manifest.isEmpty()) {
        continue;
      }
      String shown = path.isEmpty() ? manifest.get() : path + "/" + manifest.get();
      Optional<ProjectDirectory> outer =
          found.getOrDefault(ecosystem, List.of()).stream()
              .filter(other -> other.path().isEmpty() || path.startsWith(other.path() + "/"))
              .findFirst();
      if (outer.isPresent()) {
        if (!ecosystem.coversBelow(outer.get())) {
          warnings.add(
              shown
                  + " is not part of the build around it, so its commands were left out. Add them"
                  + " if they matter.");
        }
      } else if (!directory.isSafe()) {
        warnings.add(
            "The commands of "
                + shown
                + " were left out: its path has characters that mean something to a shell.");
      } else {
        found.computeIfAbsent(ecosystem, key -> new ArrayList<>()).add(directory);
        modules.add(ecosystem.module(directory));
        manifests.add(shown);
      }
    }
  }

  private String name(ProjectDirectory top) {
    Path last = project.root().getFileName();
    String directory = last == null ? "project" : last.toString();
    return Ecosystem.ALL.stream()
        .filter(ecosystem -> ecosystem.manifest(top).isPresent())
        .flatMap(ecosystem -> ecosystem.name(top).stream())
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .findFirst()
        .orElse(directory);
  }

  private static Map<String, String> scripts(ProjectDirectory top) {
    Map<String, String> scripts = new LinkedHashMap<>();
    top.json("package.json")
        .flatMap(manifest -> manifest.object("scripts"))
        .ifPresent(
            object ->
                object
                    .members()
                    .forEach(
                        (name, value) -> {
                          if (value instanceof Json.Text text) {
                            scripts.put(name, text.value());
                          }
                        }));
    return scripts;
  }

  private List<String> context(ProjectDirectory top, List<String> ciFiles) {
    return Stream.of(CONTEXT.stream().filter(top::has), manifests.stream(), ciFiles.stream())
        .flatMap(names -> names)
        .distinct()
        .toList();
  }
}
