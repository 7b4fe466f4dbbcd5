package dev.loopgen.core.internal.driven.confine;

import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.WorkTree;
import java.util.List;

/**
 * A path of the project whose syntax was checked.
 *
 * @param names its names from the project down
 * @param text the path relative to the project
 * @param inRepository the path relative to the repository
 */
record NamedPath(List<String> names, String text, RepoPath inRepository) {

  NamedPath {
    names = List.copyOf(names);
  }

  /**
   * Reads a path that a model wrote.
   *
   * @throws BlockedException if its syntax is refused
   */
  static NamedPath of(String path, WorkTree workTree) throws BlockedException {
    return of(PathSyntax.names(path), workTree);
  }

  /** Returns the path of names whose syntax was checked. */
  static NamedPath of(List<String> names, WorkTree workTree) {
    String text = String.join("/", names);
    return new NamedPath(names, text, workTree.inProject(text));
  }

  /** Returns the names as a file system that ignores case and invisible characters sees them. */
  List<String> folded() {
    return names.stream().map(NameFolding::fold).toList();
  }
}
