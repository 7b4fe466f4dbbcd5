package dev.loopgen.cli.support;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the project directory of a command. */
public final class ProjectFinder {

  private static final Path HERE = Path.of(".");
  private static final String OUTPUTS = ".loopgen";

  private ProjectFinder() {}

  /** Returns the directory of loopgen's files in a project. */
  public static Path outputs(Path project) {
    return project.resolve(OUTPUTS);
  }

  /** Returns the file of the ledger in a project. */
  public static Path ledgerFile(Path project) {
    return outputs(project).resolve("audit.jsonl");
  }

  /**
   * Returns the given directory; if none is given, the nearest one with a {@code .loopgen}, from
   * the current one up to the root of its work tree, or else the current one.
   *
   * @throws IllegalArgumentException if the given path is not a directory with a work tree
   */
  public static Path of(@Nullable Path given) {
    if (given == null) {
      Path here = HERE.toAbsolutePath().normalize();
      Path found = around(here);
      return found.equals(here) ? HERE : found;
    }
    if (!Files.exists(given)) {
      throw new IllegalArgumentException(
          "There is no directory " + given + ". Check the path of the project.");
    }
    if (!Files.isDirectory(given)) {
      throw new IllegalArgumentException(
          given + " is a file, but a project is a directory. Name the directory that contains it.");
    }
    if (isBare(given)) {
      throw new IllegalArgumentException(
          given + " is a bare repository without a work tree. Clone it, and name the clone.");
    }
    return given;
  }

  /**
   * Returns the nearest directory with a {@code .loopgen}, from the given one up to the root of its
   * work tree, or else the given one.
   *
   * @throws IllegalArgumentException if it is in a repository without a work tree
   */
  public static Path around(Path current) {
    for (Path at = current; at != null; at = at.getParent()) {
      if (Files.isDirectory(outputs(at))) {
        return at;
      }
      if (Files.exists(at.resolve(".git"), LinkOption.NOFOLLOW_LINKS)) {
        return current;
      }
      if (isBare(at)) {
        return of(at);
      }
    }
    return current;
  }

  /**
   * Returns the root of the work tree around a directory, whatever state its repository is in.
   *
   * @param directory an absolute path
   * @return the nearest directory with a {@code .git}; empty if there is none
   */
  public static Optional<Path> workTree(Path directory) {
    for (Path at = directory; at != null; at = at.getParent()) {
      if (Files.exists(at.resolve(".git"), LinkOption.NOFOLLOW_LINKS)) {
        return Optional.of(at);
      }
    }
    return Optional.empty();
  }

  private static boolean isBare(Path directory) {
    return Files.isRegularFile(directory.resolve("HEAD"))
        && Files.isDirectory(directory.resolve("objects"))
        && Files.isDirectory(directory.resolve("refs"))
        && !Files.exists(directory.resolve(".git"), LinkOption.NOFOLLOW_LINKS)
        && !Files.isDirectory(outputs(directory));
  }
}
