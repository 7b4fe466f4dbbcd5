package dev.loopgen.core.internal.isolation;

import dev.loopgen.api.IsolationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The paths of the machine that a sandbox lets a program write to. */
final class WritablePaths {

  private WritablePaths() {}

  /**
   * Returns the paths, each as it is asked for and without links.
   *
   * @throws IsolationException if one is not there, or a program could write by it to the project
   *     or to all of a home directory
   */
  static Set<Path> of(Set<Path> asked, ProjectFacts project, List<Path> homes) {
    Set<Path> writable = new LinkedHashSet<>();
    for (Path path : asked) {
      writable.add(checked(path, project, homes));
      if (!Files.isSymbolicLink(path)) {
        writable.add(path.normalize());
      }
    }
    return writable;
  }

  private static Path checked(Path path, ProjectFacts project, List<Path> homes) {
    Path real;
    try {
      real = path.toRealPath();
    } catch (IOException e) {
      throw new IsolationException(
          path + " is to be writable, but is not there or cannot be read. Create it first.", e);
    }
    List<Path> around = new ArrayList<>(homes);
    around.add(project.root());
    around.addAll(project.readOnly());
    if (around.stream().anyMatch(one -> one.startsWith(real))
        || real.startsWith(project.root())
        || project.isReadOnly(real)) {
      throw new IsolationException(
          path
              + " is to be writable, but a program could change the project or all of the home"
              + " directory by it. Name a directory outside the work tree.");
    }
    return real;
  }
}
