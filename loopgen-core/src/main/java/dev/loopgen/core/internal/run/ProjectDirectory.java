package dev.loopgen.core.internal.run;

import dev.loopgen.api.RepositoryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/**
 * The identity of the project's directory at the start of a run.
 *
 * @param path its path
 * @param real its path without links, because a command could redirect a link
 * @param key the file key, which differs for any directory that replaces it
 */
record ProjectDirectory(Path path, Path real, Object key) {

  /**
   * Reads the identity of a directory.
   *
   * @throws RepositoryException if it is not there
   */
  static ProjectDirectory at(Path path) {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return new ProjectDirectory(
          path,
          path.toRealPath(),
          Objects.requireNonNullElse(attributes.fileKey(), attributes.creationTime()));
    } catch (IOException gone) {
      throw vanished(path);
    }
  }

  /**
   * Checks that the same directory is still there.
   *
   * @throws RepositoryException if it is not
   */
  void requireUnmoved() {
    if (!equals(at(path))) {
      throw vanished(path);
    }
  }

  private static RepositoryException vanished(Path project) {
    return new RepositoryException(
        "The project directory "
            + project
            + " was moved or replaced while the commands ran, so no entry could be written.");
  }
}
