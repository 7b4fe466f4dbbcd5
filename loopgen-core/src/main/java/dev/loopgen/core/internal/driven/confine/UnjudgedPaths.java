package dev.loopgen.core.internal.driven.confine;

import dev.loopgen.api.driven.BlockReason;
import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.FileMode;
import dev.loopgen.api.tree.PathPatterns;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import dev.loopgen.api.tree.WorkTree;
import dev.loopgen.core.internal.files.FileNameBytes;
import dev.loopgen.core.internal.git.IgnoreRules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Refuses paths whose content is no part of the judged tree: ignored ones, declared outputs, and
 * those in submodules and other repositories.
 */
final class UnjudgedPaths implements PathGuard {

  private final Supplier<JudgedFiles> files;
  private final Base base;
  private final WorkTree workTree;
  private final PathPatterns outputs;

  UnjudgedPaths(Supplier<JudgedFiles> files, Base base, WorkTree workTree, PathPatterns outputs) {
    this.files = files;
    this.base = base;
    this.workTree = workTree;
    this.outputs = outputs;
  }

  @Override
  public void check(NamedPath path, boolean write) throws BlockedException, IOException {
    RepoPath wanted = path.inRepository();
    if (isInOtherRepository(wanted)) {
      throw new BlockedException(BlockReason.OTHER_REPOSITORY);
    }
    if (base.tree().containsKey(wanted) || files.get().contains(wanted)) {
      return;
    }
    if (outputs.match(wanted).isPresent()) {
      throw new BlockedException(BlockReason.DECLARED_OUTPUT);
    }
    if (base.ignores(wanted) || isIgnoredOnDisk(wanted)) {
      throw new BlockedException(BlockReason.IGNORED_PATH);
    }
  }

  private boolean isInOtherRepository(RepoPath path) {
    List<RepoPath> opaque = files.get().snapshot().opaque();
    for (int end = 1; end <= path.length(); end++) {
      if (end == path.length() || path.at(end) == '/') {
        RepoPath above = RepoPath.of(path.bytes(), 0, end);
        if (isCommit(files.get().entry(above))
            || isCommit(base.tree().get(above))
            || opaque.contains(above)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isCommit(@Nullable TreeEntry entry) {
    return entry != null && entry.mode() == FileMode.GITLINK;
  }

  private boolean isIgnoredOnDisk(RepoPath path) throws IOException {
    byte[] bytes = path.bytes();
    IgnoreRules rules = IgnoreRules.none().below(workTree.root().resolve(".gitignore"), 0);
    for (int end = 0; end < bytes.length; end++) {
      if (bytes[end] == '/') {
        if (rules.ignores(RepoPath.of(bytes, 0, end), true)) {
          return true;
        }
        byte[] directory = Arrays.copyOf(bytes, end);
        Path above = FileNameBytes.resolve(workTree.root(), directory);
        rules = rules.below(above.resolve(".gitignore"), end + 1);
      }
    }
    return rules.ignores(path, false);
  }
}
