package dev.loopgen.core.internal.expectation;

import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.WorkTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Suggests where a missing spec file may be: under a similar name, or in a directory above. */
final class SpecHint {

  private static final List<String> ENDINGS = List.of(".yaml", ".yml", ".json");

  private SpecHint() {}

  /** Returns hints as sentences with a leading space; empty if nothing is found. */
  static String of(WorkTree workTree, String file) {
    return similar(workTree, file).or(() -> above(workTree, file)).orElse("");
  }

  private static Optional<String> similar(WorkTree workTree, String file) {
    String stem = ENDINGS.stream().filter(file::endsWith).findFirst().orElse("");
    if (stem.isEmpty()) {
      return Optional.empty();
    }
    String name = file.substring(0, file.length() - stem.length());
    return ENDINGS.stream()
        .map(ending -> workTree.inProject(name + ending))
        .filter(path -> Files.isRegularFile(onDisk(workTree, path)))
        .findFirst()
        .map(path -> " There is " + path + ": rename it, or name it as the spec file.");
  }

  /**
   * Finds a spec in a directory above: the run may have been started in a subdirectory of the
   * project.
   */
  private static Optional<String> above(WorkTree workTree, String file) {
    Path root = workTree.root();
    Path project = workTree.project().map(path -> onDisk(workTree, path)).orElse(root);
    while (!project.equals(root) && project.startsWith(root)) {
      project = Objects.requireNonNull(project.getParent());
      if (Files.isRegularFile(project.resolve(file))) {
        return Optional.of(" There is one in " + project + ": use that directory as the project.");
      }
    }
    return Optional.empty();
  }

  private static Path onDisk(WorkTree workTree, RepoPath path) {
    return workTree.root().resolve(path.display());
  }
}
