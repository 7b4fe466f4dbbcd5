package dev.loopgen.core.internal.tree;

import dev.loopgen.api.tree.FileMode;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import dev.loopgen.api.tree.WorkTree;
import dev.loopgen.core.internal.files.ProjectLayout;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The names of the files that loopgen itself writes: exact patterns below the project's {@code
 * .loopgen}, for regular, non-executable files only. Version 2 of the list. A name alone does not
 * exclude a file from a tree; see {@link Kind}.
 */
public final class LoopgenOutputs {

  /** No file is an output, as inside another repository. */
  static final LoopgenOutputs NONE = new LoopgenOutputs();

  private static final RepoPath DIRECTORY = RepoPath.of(ProjectLayout.DIRECTORY);

  /** The kind of content that a file with such a name must have to be loopgen's own. */
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
    /** Text that anybody could have written; excluded only while git does not have the file. */
    PASSING(
        "audit\\.jsonl\\.(lock|merging|torn-[0-9]+)|audit\\.checkpoint\\.(lock|new)"
            + "|reports/[A-Za-z0-9._-]+\\.(md|tests\\.json)|journal/[A-Za-z0-9-]+\\.jsonl"
            + "|(reports|state|attestations)/loopgen-[0-9]+\\.tmp");

    private final Pattern shape;

    Kind(String shape) {
      this.shape = Pattern.compile("\\.loopgen/(" + shape + ")");
    }

    /** Tells whether the name is enough if git does not have the file. */
    boolean isOursUnlessTracked() {
      return this != IGNORE_FILE;
    }

    /** Tells whether such a file is excluded even if git has it. */
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

  /** Returns the directory that contains them, or null if there are none. */
  @Nullable RepoPath directory() {
    return directory;
  }

  /**
   * Tells whether a directory may contain files with such a name.
   *
   * @param path the directory, or null for the root
   */
  boolean mayLieIn(@Nullable RepoPath path) {
    return path != null && directory != null && (path.equals(directory) || path.isBelow(directory));
  }

  /** Returns the kind of output that a file's name implies; empty if it is not an output's name. */
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

  /** Tells whether a committed file has a name under which it may be excluded. */
  boolean mayBeCommitted(RepoPath path, FileMode mode) {
    return kind(path, mode).filter(Kind::mayBeTracked).isPresent();
  }

  /** Returns the files of a tree with names under which they may be excluded. */
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
