package dev.loopgen.core.internal.driven.confine;

import dev.loopgen.api.driven.BlockReason;
import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.PathPattern;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.WorkTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tells early which files a change should leave alone: what a model may not write in a driven run,
 * as far as that follows from the path alone.
 */
public final class ProtectedPaths {

  private final WorkTree workTree;
  private final List<PathGuard> guards;

  /**
   * @param specFile the spec file, relative to the project
   * @param forbidden the loop's patterns, and those for the targets of guarded links
   */
  public ProtectedPaths(
      WorkTree workTree, String specFile, Base base, List<PathPattern> forbidden) {
    this.workTree = workTree;
    this.guards =
        List.of(
            new ForbiddenPaths(forbidden, workTree),
            new ReservedPaths(),
            new SpecFile(specFile),
            new CiIncludes(base));
  }

  /**
   * Checks an absolute path, both as it is written and as the file system leads on from it.
   *
   * @return the rule against it; empty too for what lies outside the work tree
   */
  public Optional<BlockReason> check(Path file) {
    Path written = file.toAbsolutePath().normalize();
    return below(workTree.root(), written)
        .or(() -> below(real(workTree.root()), real(written)))
        .or(() -> below(workTree.root(), real(written)));
  }

  private Optional<BlockReason> below(Path root, Path file) {
    if (!file.startsWith(root) || file.equals(root)) {
      return Optional.empty();
    }
    List<String> names = new ArrayList<>();
    root.relativize(file).forEach(name -> names.add(name.toString()));
    RepoPath inRepository = RepoPath.of(String.join("/", names));
    List<String> inProject =
        workTree
            .project()
            .flatMap(RepoPath::text)
            .filter(project -> String.join("/", names).startsWith(project + "/"))
            .map(project -> names.subList(project.split("/").length, names.size()))
            .orElse(names);
    return check(new NamedPath(inProject, String.join("/", inProject), inRepository));
  }

  private Optional<BlockReason> check(NamedPath path) {
    for (PathGuard guard : guards) {
      try {
        guard.check(path, true);
      } catch (BlockedException e) {
        if (!isGitSetting(e)) {
          return Optional.of(e.reason());
        }
      } catch (IOException e) {
        return Optional.of(BlockReason.NOT_WRITABLE);
      }
    }
    return Optional.empty();
  }

  /** A file such as .gitignore is judged like any other where a person looks on. */
  private static boolean isGitSetting(BlockedException e) {
    return e.reason() == BlockReason.GIT_FILE && !e.detail().isEmpty();
  }

  /** Resolves the part of a path that exists. */
  private static Path real(Path file) {
    Path rest = file.getFileSystem().getPath("");
    for (Path at = file; at != null; at = at.getParent()) {
      try {
        return at.toRealPath().resolve(rest.toString()).normalize();
      } catch (IOException notThere) {
        Path name = at.getFileName();
        rest = name == null ? rest : name.resolve(rest.toString());
      }
    }
    return file;
  }
}
