package dev.loopgen.core.internal.tree;

import dev.loopgen.api.tree.FileMode;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import dev.loopgen.api.tree.WorkTree;
import dev.loopgen.core.internal.files.OwnIgnoreFile;
import dev.loopgen.core.internal.git.GitObjects;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectInserter;
import org.jspecify.annotations.Nullable;

/**
 * The files that loopgen itself writes: exact shapes of names below the project's {@code .loopgen},
 * and only as regular files that nobody may execute. Version 1 of the list.
 */
public final class LoopgenOutputs {

  private static final Pattern SHAPES =
      Pattern.compile(
          "\\.loopgen/(audit\\.jsonl(\\.lock|\\.state|\\.merging|\\.torn-[0-9]+)?"
              + "|audit\\.checkpoint(\\.lock|\\.new)?"
              + "|reports/[A-Za-z0-9._-]+\\.md"
              + "|state/[A-Za-z0-9._-]+\\.md"
              + "|(reports|state)/loopgen-[0-9]+\\.tmp"
              + "|journal/[A-Za-z0-9-]+\\.jsonl"
              + "|attestations/loopgen-[0-9]+\\.tmp"
              + "|attestations/[A-Za-z0-9-]+\\.((test-result\\.|witness\\.|waiver\\.)?sigstore|predicate|intoto)\\.json)");
  private static final RepoPath DIRECTORY = RepoPath.of(".loopgen");

  /** The ids of the blobs with the content that loopgen gives its ignore file. */
  private static final Set<GitId> IGNORE_FILES =
      OwnIgnoreFile.contents().stream().map(LoopgenOutputs::blob).collect(Collectors.toSet());

  private final RepoPath directory;
  private final RepoPath ignoreFile;
  private final int prefix;

  LoopgenOutputs(WorkTree workTree) {
    this.directory = workTree.inProject(DIRECTORY.display());
    this.ignoreFile = workTree.inProject(OwnIgnoreFile.NAME);
    this.prefix = directory.length() - DIRECTORY.length();
  }

  /**
   * Tells whether files of a directory may be such outputs.
   *
   * @param path the directory, or null for the root
   */
  boolean mayLieIn(@Nullable RepoPath path) {
    return path != null && (path.equals(directory) || path.isBelow(directory));
  }

  boolean contains(RepoPath path, FileMode mode) {
    return mode == FileMode.REGULAR
        && path.isBelow(directory)
        && path.text().filter(text -> SHAPES.matcher(text.substring(prefix)).matches()).isPresent();
  }

  /**
   * Tells the same where the content is known: of the ignore file only loopgen's own is left out.
   */
  boolean contains(RepoPath path, TreeEntry entry) {
    return contains(path, entry.mode())
        || entry.mode() == FileMode.REGULAR
            && IGNORE_FILES.contains(entry.id())
            && path.equals(ignoreFile);
  }

  private static GitId blob(byte[] content) {
    try (ObjectInserter.Formatter formatter = new ObjectInserter.Formatter()) {
      return GitObjects.toGitId(formatter.idFor(Constants.OBJ_BLOB, content));
    }
  }

  /** Returns a tree without the outputs that were committed to it. */
  NavigableMap<RepoPath, TreeEntry> without(NavigableMap<RepoPath, TreeEntry> tree) {
    NavigableMap<RepoPath, TreeEntry> below =
        new TreeMap<>(tree.subMap(directory.resolve("!"), true, directory.resolve("~"), true));
    below.entrySet().removeIf(entry -> !contains(entry.getKey(), entry.getValue()));
    if (below.isEmpty()) {
      return tree;
    }
    NavigableMap<RepoPath, TreeEntry> rest = new TreeMap<>(tree);
    for (Map.Entry<RepoPath, TreeEntry> output : below.entrySet()) {
      rest.remove(output.getKey());
    }
    return rest;
  }
}
