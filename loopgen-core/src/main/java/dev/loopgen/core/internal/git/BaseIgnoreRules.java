package dev.loopgen.core.internal.git;

import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.FileMode;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The ignore rules of a base, read on demand. */
final class BaseIgnoreRules {

  private static final RepoPath IGNORE_FILE = RepoPath.of(".gitignore");

  private final Base base;
  private final Map<RepoPath, IgnoreRules> byFile = new ConcurrentHashMap<>();

  BaseIgnoreRules(Base base) {
    this.base = base;
  }

  boolean ignores(RepoPath path) {
    byte[] bytes = path.bytes();
    IgnoreRules rules = add(IgnoreRules.none(), IGNORE_FILE, 0);
    for (int end = 0; end < bytes.length; end++) {
      if (bytes[end] == '/') {
        RepoPath directory = RepoPath.of(bytes, 0, end);
        if (isOpaque(directory) || rules.ignores(directory, true)) {
          return true;
        }
        rules = add(rules, directory.resolve(".gitignore"), end + 1);
      }
    }
    return rules.ignores(path, false);
  }

  private boolean isOpaque(RepoPath directory) {
    TreeEntry entry = base.tree().get(directory);
    return GitRepository.isDotGit(directory) || entry != null && entry.mode() == FileMode.GITLINK;
  }

  private IgnoreRules add(IgnoreRules outer, RepoPath file, int prefixLength) {
    TreeEntry entry = base.tree().get(file);
    if (entry == null || entry.mode() == FileMode.SYMLINK || entry.mode() == FileMode.GITLINK) {
      return outer;
    }
    return byFile.computeIfAbsent(
        file, absent -> outer.below(base.read(file).orElseThrow(), prefixLength));
  }
}
