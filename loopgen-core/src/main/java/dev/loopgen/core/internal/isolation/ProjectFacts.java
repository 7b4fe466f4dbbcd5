package dev.loopgen.core.internal.isolation;

import java.nio.file.Path;
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
 */
record ProjectFacts(
    Path root, Path project, List<Path> readOnly, List<Path> hidden, Map<Path, Path> replaced) {

  ProjectFacts {
    readOnly = List.copyOf(readOnly);
    hidden = List.copyOf(hidden);
    replaced = Map.copyOf(replaced);
  }
}
