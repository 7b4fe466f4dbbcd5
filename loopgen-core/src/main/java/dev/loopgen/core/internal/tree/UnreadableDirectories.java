package dev.loopgen.core.internal.tree;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.tree.PathPatterns;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.WorkTree;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The unreadable directories of a work tree that need not be read. Thread-safe. */
final class UnreadableDirectories {

  private final PathPatterns guard;
  private final WorkTree workTree;
  private final ConcurrentLinkedQueue<RepoPath> passedOver = new ConcurrentLinkedQueue<>();

  UnreadableDirectories(PathPatterns guard, WorkTree workTree) {
    this.guard = guard;
    this.workTree = workTree;
  }

  List<RepoPath> passedOver() {
    return passedOver.stream().sorted().toList();
  }

  /**
   * Skips an unreadable directory that holds nothing judged.
   *
   * @throws AccessDeniedException if a guard pattern explicitly leads to it
   */
  void passOver(RepoPath directory, AccessDeniedException denied) throws AccessDeniedException {
    if (isSpelled(directory)) {
      throw denied;
    }
    passedOver.add(directory);
  }

  /** Tells whether a pattern names a directory or explicitly leads into it. */
  private boolean isSpelled(RepoPath directory) {
    return guard.match(directory).isPresent()
        || guard.patterns().stream()
            .filter(pattern -> isOfOnePlace(pattern.text()))
            .map(pattern -> PathPatterns.of(List.of(pattern), workTree))
            .anyMatch(pattern -> pattern.matchBelow(directory).isPresent());
  }

  /** Tells whether a slash at its start or inside ties a pattern to one place. */
  private static boolean isOfOnePlace(String pattern) {
    int slash = pattern.indexOf('/');
    return slash >= 0 && slash < pattern.length() - 1 && !pattern.startsWith("**/");
  }

  /** Returns the exception for a work tree that cannot be read completely. */
  static RepositoryException unreadable(Path root, IOException e) {
    if (e instanceof AccessDeniedException) {
      return new RepositoryException(
          "The work tree "
              + root
              + " cannot be read completely: permission denied for "
              + e.getMessage()
              + ". Make it readable for the current user, or let git ignore it.",
          e);
    }
    return new RepositoryException(
        "The work tree " + root + " cannot be read completely: " + e.getMessage() + ".", e);
  }
}
