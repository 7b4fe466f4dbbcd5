package dev.loopgen.core.internal.run;

import dev.loopgen.api.RepositoryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/**
 * The project's directory as it was when a run started.
 *
 * @param path its path
 * @param real its path without links: a link on the way could lead elsewhere while a command runs
 * @param key tells it from any other directory that takes its place
 */
record ProjectDirectory(Path path, Path real, Object key) {

  /**
   * Remembers a directory.
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
