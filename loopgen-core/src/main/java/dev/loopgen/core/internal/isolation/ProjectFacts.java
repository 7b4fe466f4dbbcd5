package dev.loopgen.core.internal.isolation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What a sandbox protects of a project, as read before it is planned. Every path exists and is
 * without links.
 *
 * @param root the work tree, or the project if there is no repository
 * @param project the project's directory
 * @param readOnly what commands must not write to, in the work tree or outside
 * @param hidden directories that commands must not read
 * @param replaced files of git's configuration, with the files that are shown in their place
 * @param tree the directory that is shown in place of the work tree; the root itself if none is
 */
record ProjectFacts(
    Path root,
    Path project,
    List<Path> readOnly,
    List<Path> hidden,
    Map<Path, Path> replaced,
    Path tree) {

  ProjectFacts {
    readOnly = List.copyOf(readOnly);
    hidden = List.copyOf(hidden);
    replaced = Map.copyOf(replaced);
  }

  /** Creates the facts of a project whose work tree is shown itself. */
  ProjectFacts(
      Path root, Path project, List<Path> readOnly, List<Path> hidden, Map<Path, Path> replaced) {
    this(root, project, readOnly, hidden, replaced, root);
  }

  /** Returns the facts of a project with another directory shown in place of its work tree. */
  ProjectFacts showing(Path other) {
    return new ProjectFacts(root, project, readOnly, hidden, replaced, other);
  }

  /** Returns the facts of a project with other files shown in place of git's configuration. */
  ProjectFacts replacing(Map<Path, Path> others) {
    return new ProjectFacts(root, project, readOnly, hidden, others, tree);
  }

  /** Returns the facts of a project with further directories that commands must not read. */
  ProjectFacts hiding(Collection<Path> directories) {
    List<Path> all = new ArrayList<>(hidden);
    all.addAll(directories);
    return new ProjectFacts(root, project, readOnly, all, replaced, tree);
  }

  /** Tells whether commands must not write to a path, because it or a directory around it is so. */
  boolean isReadOnly(Path path) {
    return readOnly.stream().anyMatch(path::startsWith);
  }

  /** Tells whether a path outside is visible, which is not so if another one is in its place. */
  boolean shows(Path path) {
    return path.equals(shown(path));
  }

  /**
   * Returns the path outside that is shown at a path of the work tree. What belongs to git and to
   * loopgen itself is always the work tree's own.
   */
  Path shown(Path path) {
    if (!path.startsWith(root) || path.startsWith(project.resolve(".loopgen"))) {
      return path;
    }
    Path relative = root.relativize(path);
    for (Path name : relative) {
      if (name.toString().equals(".git")) {
        return path;
      }
    }
    return path.equals(root) ? tree : tree.resolve(relative);
  }
}
