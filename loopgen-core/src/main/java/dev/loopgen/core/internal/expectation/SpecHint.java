package dev.loopgen.core.internal.expectation;

import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.WorkTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Where a spec file may be that was not found: under a similar name, or in a directory above. */
final class SpecHint {

  private static final List<String> ENDINGS = List.of(".yaml", ".yml", ".json");

  private SpecHint() {}

  /** Returns sentences for a person, each with a blank before it; none where nothing is found. */
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
        .map(path -> " There is " + path + ": rename it, or name it.");
  }

  /** A run that is started in a subdirectory of the project looks for the spec there. */
  private static Optional<String> above(WorkTree workTree, String file) {
    Path root = workTree.root();
    Path project = workTree.project().map(path -> onDisk(workTree, path)).orElse(root);
    while (!project.equals(root) && project.startsWith(root)) {
      project = Objects.requireNonNull(project.getParent());
      if (Files.isRegularFile(project.resolve(file))) {
        return Optional.of(" There is one in " + project + ": that is the project to name.");
      }
    }
    return Optional.empty();
  }

  private static Path onDisk(WorkTree workTree, RepoPath path) {
    return workTree.root().resolve(path.display());
  }
}
