package dev.loopgen.core.internal.tree;

import dev.loopgen.api.tree.DirectoryPatterns;
import dev.loopgen.api.tree.FileMode;
import dev.loopgen.api.tree.HashingMode;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import dev.loopgen.core.internal.git.IgnoreRules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides which files of a walk are judged, and reads those. Thread-safe. */
final class FileSelection {

  private final HashingMode hashing;
  private final GitIndex index;
  private final LoopgenOutputs outputs;
  private final boolean unix;
  private final FileReading reading;
  private final WalkFindings findings;

  FileSelection(
      HashingMode hashing,
      GitIndex index,
      LoopgenOutputs outputs,
      boolean unix,
      FileReading reading,
      WalkFindings findings) {
    this.hashing = hashing;
    this.index = index;
    this.outputs = outputs;
    this.unix = unix;
    this.reading = reading;
    this.findings = findings;
  }

  /**
   * The directory of a file.
   *
   * @param path its path, or null for the root
   * @param patterns the patterns as they apply to it
   * @param rules the ignore rules, or null if git would add none of its files
   * @param mayHoldOutputs whether files with names of loopgen's outputs may lie in it
   */
  record Place(
      @Nullable RepoPath path,
      DirectoryPatterns patterns,
      @Nullable IgnoreRules rules,
      boolean mayHoldOutputs) {}

  /** Returns a file if it is judged; records it if it is only guarded. */
  @Nullable WalkedPath select(DirectoryChild child, Place place, GitIndex.@Nullable Entry entry)
      throws IOException {
    if (place.mayHoldOutputs) {
      RepoPath path = path(child, place, entry);
      Optional<LoopgenOutputs.Kind> kind = outputs.kind(path, mode(child.stat(), entry));
      if (kind.isPresent()) {
        findings.addNamed(
            new WalkFindings.NamedOutput(
                kind.get(), child, path, entry, () -> judge(child, place, entry)));
        return null;
      }
    }
    return judge(child, place, entry);
  }

  private @Nullable WalkedPath judge(
      DirectoryChild child, Place place, GitIndex.@Nullable Entry entry) throws IOException {
    RepoPath path = path(child, place, entry);
    FileStat stat = child.stat();
    FileMode mode = mode(stat, entry);
    boolean guarded = place.patterns.canMatch() && place.patterns.matches(name(child));
    if (entry != null || place.rules != null && !place.rules.ignores(path, false)) {
      boolean believed = hashing == HashingMode.STAT && !guarded;
      return believed && entry != null && isUnchanged(stat, mode, entry)
          ? new WalkedPath(path, child, entry.content(), null, true)
          : reading.read(child, path, mode, entry);
    }
    if (guarded || isOnTheWay(child, mode, place.patterns)) {
      TreeEntry unread = new TreeEntry(mode, ContentHasher.EMPTY_BLOB);
      findings.addWatched(new WalkedPath(path, child, unread, null, false));
    }
    return null;
  }

  /** Tells whether a pattern spells the way through a link to a directory. */
  private static boolean isOnTheWay(
      DirectoryChild child, FileMode mode, DirectoryPatterns patterns) {
    return mode == FileMode.SYMLINK
        && patterns.leadThrough(name(child))
        && Files.isDirectory(child.file());
  }

  private static byte[] name(DirectoryChild child) {
    return child.name().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static RepoPath path(DirectoryChild child, Place place, GitIndex.@Nullable Entry entry) {
    return entry == null ? child.below(place.path) : entry.path();
  }

  private FileMode mode(FileStat stat, GitIndex.@Nullable Entry entry) {
    return !unix && entry != null && stat.mode() == FileMode.REGULAR
        ? entry.content().mode()
        : stat.mode();
  }

  /** Tells whether an entry is unchanged, like git but only by stat data that is always present. */
  private boolean isUnchanged(FileStat stat, FileMode mode, GitIndex.Entry entry) {
    GitIndex.Stat recorded = entry.stat();
    return entry.content().mode() == mode
        && recorded.size() == (int) stat.size()
        && recorded.modifiedNanos() == stat.modifiedNanos()
        && recorded.modifiedNanos() < index.modifiedNanos()
        && recorded.changedNanos() == stat.stamp().changedNanos()
        && recorded.inode() == (int) stat.stamp().inode();
  }
}
