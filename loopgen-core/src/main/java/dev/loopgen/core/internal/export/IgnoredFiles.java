package dev.loopgen.core.internal.export;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.core.internal.git.GitRepository;
import dev.loopgen.core.internal.git.IgnoreRules;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds ignored files of a work tree, which no snapshot shows and commands may use. */
public final class IgnoredFiles {

  /** Deeper directories count as ignored files. */
  private static final int MAX_DEPTH = 400;

  private static final RepoPath OWN = RepoPath.of(".loopgen");

  private final TreeSnapshot snapshot;
  private final Predicate<RepoPath> excepted;

  private IgnoredFiles(TreeSnapshot snapshot, Predicate<RepoPath> excepted) {
    this.snapshot = snapshot;
    this.excepted = excepted;
  }

  /**
   * Finds one.
   *
   * @param root the work tree
   * @param snapshot its snapshot
   * @param excepted tells files, and directories with all that is below, that do not count
   * @return the first that is found; empty if there is none
   * @throws RepositoryException if a directory cannot be read
   */
  public static Optional<RepoPath> first(
      Path root, TreeSnapshot snapshot, Predicate<RepoPath> excepted) {
    try (OpenDirectory open = OpenDirectory.at(root)) {
      return new IgnoredFiles(snapshot, excepted)
          .first(new Level(open, null, IgnoreRules.none(), false, 0));
    } catch (IOException e) {
      throw new RepositoryException(
          "The ignored files of " + root + " cannot be read: " + e.getMessage() + ".", e);
    }
  }

  /**
   * A directory.
   *
   * @param rules the ignore rules of the directories around it
   * @param ignored whether they ignore it
   */
  private record Level(
      OpenDirectory directory,
      @Nullable RepoPath path,
      IgnoreRules rules,
      boolean ignored,
      int depth) {}

  private Optional<RepoPath> first(Level level) throws IOException {
    if (level.depth() == MAX_DEPTH) {
      return Optional.ofNullable(level.path());
    }
    RepoPath path = level.path();
    IgnoreRules rules =
        level
            .rules()
            .below(
                level.directory().path().resolve(".gitignore"),
                path == null ? 0 : path.length() + 1);
    for (Path name : level.directory().sortedNames()) {
      Optional<RepoPath> found = first(level, rules, name);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<RepoPath> first(Level level, IgnoreRules rules, Path name) throws IOException {
    RepoPath path = ExportPaths.below(level.path(), name);
    boolean counts =
        !GitRepository.isDotGit(path)
            && !path.equals(OWN)
            && !snapshot.entries().containsKey(path)
            && !excepted.test(path);
    if (!counts) {
      return Optional.empty();
    }
    BasicFileAttributes attributes = level.directory().attributes(name);
    boolean ignored = level.ignored() || rules.ignores(path, attributes.isDirectory());
    if (!attributes.isDirectory()) {
      return ignored ? Optional.of(path) : Optional.empty();
    }
    try (OpenDirectory inner = level.directory().directory(name)) {
      return first(new Level(inner, path, rules, ignored, level.depth() + 1));
    }
  }
}
