package dev.loopgen.core.internal.tree;

import dev.loopgen.api.tree.DirectoryPatterns;
import dev.loopgen.api.tree.DirectoryStamps;
import dev.loopgen.api.tree.DirectoryStamps.DirectoryStamp;
import dev.loopgen.api.tree.HashingMode;
import dev.loopgen.api.tree.PathPatterns;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.core.internal.git.GitRepository;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Walks a work tree and finds the files that git would stage and the guarded files that it would
 * not. Directories are walked in parallel; an ignored one is skipped unless the index has a file in
 * it or a guard pattern can match one.
 */
final class TreeWalker {

  private final Path root;
  private final DirectoryPatterns patterns;
  private final HashingMode hashing;
  private final GitIndex index;
  private final DirectoryListingCache settled;
  private final FileReading reading;
  private final LoopgenOutputs outputs;
  private final boolean unix;
  private final WalkFindings findings = new WalkFindings();
  private final GuardedDirectory guarded = new GuardedDirectory();
  private final UnreadableDirectories unreadable;
  private final FileSelection files;
  private DirectoryStamps stamps = DirectoryStamps.NONE;

  TreeWalker(
      GitRepository repository,
      PathPatterns guard,
      HashingMode hashing,
      GitIndex index,
      DirectoryListingCache settled,
      FileHashCache kept,
      LoopgenOutputs outputs) {
    this.root = repository.workTree().root();
    this.patterns = guard.inRoot();
    this.hashing = hashing;
    this.index = index;
    this.settled = settled;
    this.reading = new FileReading(kept);
    this.unreadable = new UnreadableDirectories(guard, repository.workTree());
    this.outputs = outputs;
    this.unix = FileStat.hasModes(root);
    this.files = new FileSelection(hashing, index, outputs, unix, reading, findings);
  }

  /** Walks the whole work tree in the current worker pool; returns the judged paths in order. */
  List<WalkedPath> walk() throws IOException {
    DirectoryWalk walk = DirectoryWalk.ofRoot(this, root, FileStat.of(root, unix));
    walk.invoke();
    List<WalkedPath> found = new ArrayList<>(index.entries().size());
    Map<RepoPath, DirectoryStamp> inside = new HashMap<>();
    walk.addTo(found, inside);
    Map<Path, DirectoryStamp> above = new LinkedHashMap<>();
    above.put(root, walk.stamp());
    for (Path outer = root.getParent(); outer != null; outer = outer.getParent()) {
      above.put(outer, new DirectoryStamp(FileStat.of(outer, unix).stamp(), 0));
    }
    stamps = new DirectoryStamps(inside, above);
    return found;
  }

  /**
   * Lists a directory with the attributes of everything in it.
   *
   * @param believable whether nothing in it can be guarded, so that its names may be cached
   */
  List<DirectoryChild> children(Path directory, boolean believable) throws IOException {
    boolean believed = hashing == HashingMode.STAT && believable;
    try (DirectoryReader open = new DirectoryReader(directory, unix)) {
      DirectoryListingCache.DirectoryVersion version = believed ? open.version() : null;
      List<Path> names = version == null ? null : settled.names(directory, version);
      if (names == null) {
        names = open.names();
        if (version != null) {
          settled.add(directory, version, names);
        }
      }
      return open.children(names);
    }
  }

  /** Returns the stamps of the visited directories; complete after the walk. */
  DirectoryStamps directories() {
    return stamps;
  }

  /** Returns what the walk found beside the judged paths; complete after the walk. */
  WalkFindings findings() {
    return findings;
  }

  /** Returns the ignored directories that could not be read; complete after the walk. */
  List<RepoPath> unwatched() {
    return unreadable.passedOver();
  }

  ContentHasher hasher() {
    return reading.hasher();
  }

  GitIndex index() {
    return index;
  }

  DirectoryPatterns patterns() {
    return patterns;
  }

  LoopgenOutputs outputs() {
    return outputs;
  }

  boolean unix() {
    return unix;
  }

  GuardedDirectory guarded() {
    return guarded;
  }

  UnreadableDirectories unreadable() {
    return unreadable;
  }

  FileSelection files() {
    return files;
  }
}
