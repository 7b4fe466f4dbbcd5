package dev.loopgen.core.internal.tree;

import dev.loopgen.api.tree.FileMode;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import dev.loopgen.api.tree.WorkTree;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The names of the files that loopgen itself writes: exact shapes below the project's {@code
 * .loopgen}, and only as regular files that nobody may execute. Version 2 of the list. A name alone
 * leaves nothing out of a tree; see {@link Kind}.
 */
public final class LoopgenOutputs {

  /** Nothing is an output, as inside another repository. */
  static final LoopgenOutputs NONE = new LoopgenOutputs();

  private static final RepoPath DIRECTORY = RepoPath.of(".loopgen");

  /** What a file of a name holds where it is loopgen's own. */
  enum Kind {
    /** Entries. */
    LEDGER("audit\\.jsonl"),
    /** A signed note. */
    CHECKPOINT("audit\\.checkpoint"),
    /** A signed statement. */
    BUNDLE(
        "attestations/[A-Za-z0-9-]+\\.((test-result\\.|witness\\.|waiver\\.)?sigstore|predicate|intoto)\\.json"),
    /** The ignore file that a run writes, byte for byte. */
    IGNORE_FILE("\\.gitignore"),
    /** Where the ledger ends, for the next writer. */
    LEDGER_STATE("audit\\.jsonl\\.state"),
    /** One line for each attempt. */
    STATE("state/[A-Za-z0-9._-]+\\.md"),
    /** Text that cannot be told from anybody else's; left out only while git does not have it. */
    PASSING(
        "audit\\.jsonl\\.(lock|merging|torn-[0-9]+)|audit\\.checkpoint\\.(lock|new)"
            + "|reports/[A-Za-z0-9._-]+\\.md|journal/[A-Za-z0-9-]+\\.jsonl"
            + "|(reports|state|attestations)/loopgen-[0-9]+\\.tmp");

    private final Pattern shape;

    Kind(String shape) {
      this.shape = Pattern.compile("\\.loopgen/(" + shape + ")");
    }

    /** Tells whether the name is enough where git does not have the file. */
    boolean isOursUnlessTracked() {
      return this != IGNORE_FILE;
    }

    /** Tells whether git may have such a file, and it is left out all the same. */
    boolean mayBeTracked() {
      return this != PASSING;
    }
  }

  private final @Nullable RepoPath directory;
  private final int prefix;

  private LoopgenOutputs() {
    this.directory = null;
    this.prefix = 0;
  }

  LoopgenOutputs(WorkTree workTree) {
    RepoPath found = workTree.inProject(DIRECTORY.display());
    this.directory = found;
    this.prefix = found.length() - DIRECTORY.length();
  }

  /** Returns the directory that they lie in, or null where there are none. */
  @Nullable RepoPath directory() {
    return directory;
  }

  /**
   * Tells whether files of a directory may have such a name.
   *
   * @param path the directory, or null for the root
   */
  boolean mayLieIn(@Nullable RepoPath path) {
    return path != null && directory != null && (path.equals(directory) || path.isBelow(directory));
  }

  /** Returns what a file's name says that it holds, or empty where it is no name of ours. */
  Optional<Kind> kind(RepoPath path, FileMode mode) {
    if (directory == null || mode != FileMode.REGULAR || !path.isBelow(directory)) {
      return Optional.empty();
    }
    String name = path.text().map(text -> text.substring(prefix)).orElse("");
    for (Kind kind : Kind.values()) {
      if (kind.shape.matcher(name).matches()) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  /** Tells whether a committed file has a name under which it may be left out. */
  boolean mayBeCommitted(RepoPath path, FileMode mode) {
    return kind(path, mode).filter(Kind::mayBeTracked).isPresent();
  }

  /** Returns the part of a tree that has names under which it may be left out. */
  NavigableMap<RepoPath, TreeEntry> in(NavigableMap<RepoPath, TreeEntry> tree) {
    if (directory == null) {
      return new TreeMap<>();
    }
    NavigableMap<RepoPath, TreeEntry> below =
        new TreeMap<>(tree.subMap(directory.resolve("!"), true, directory.resolve("~"), true));
    below.entrySet().removeIf(entry -> !mayBeCommitted(entry.getKey(), entry.getValue().mode()));
    return below;
  }

  /** Returns a tree without some of its files. */
  static NavigableMap<RepoPath, TreeEntry> without(
      NavigableMap<RepoPath, TreeEntry> tree, Map<RepoPath, TreeEntry> outputs) {
    if (outputs.isEmpty()) {
      return tree;
    }
    NavigableMap<RepoPath, TreeEntry> rest = new TreeMap<>(tree);
    rest.keySet().removeAll(outputs.keySet());
    return rest;
  }
}
