package dev.loopgen.api.tree;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;

/**
 * What was on disk at one moment: every judged path with its mode and content id, and the git tree
 * id of the whole.
 *
 * <p>The judged paths are those that {@code git add -A} would stage under the tree's own committed
 * ignore rules, without the files loopgen itself writes. A snapshot is taken file by file, not at
 * one instant: a file that changes meanwhile is seen as it was when it was read. Two snapshots with
 * equal trees do not prove that nothing was modified and restored between them; {@link #stamps()}
 * shows much of that.
 *
 * @param treeId the id of the git tree of the judged paths
 * @param hashing how content ids were obtained
 * @param entries the judged paths, in order
 * @param contentSha256 the SHA-256, in lower-case hexadecimal, of the content of those judged paths
 *     that differ from the base
 * @param untracked the judged paths that the index does not hold
 * @param clean whether disk, index and the commit of HEAD agree, with nothing untracked and
 *     loopgen's outputs aside
 * @param watched the guarded paths that are on disk and not judged: ignored files, files inside
 *     other repositories, files of the git directory that a pattern names
 * @param staged guarded paths whose index entry differs from the disk: before is the disk, after
 *     the index
 * @param opaque directories that could not be looked into: nested repositories and submodules whose
 *     content is not a commit this repository can vouch for; a tree with any is not attestable
 * @param unrendered paths that were compared byte by byte although an attribute asks for a
 *     conversion that loopgen does not apply, with that attribute
 * @param filtered the judged files that a filter of the base makes other bytes of, so that they
 *     cannot be compared on disk: they count as their index entry says, and this is what they hold
 * @param unwatched ignored directories that could not be read, so that guarded files in them are
 *     not watched
 * @param leftOut the files of loopgen itself that the index holds and the tree leaves out
 * @param checkout what git is told not to look at; a path that a sparse checkout leaves out counts
 *     as its index entry says only where that equals the base
 * @param stamps the file system's stamps of the judged and watched files
 * @param directories the file system's stamps of the directories on the way to them
 * @param nested the snapshots of the submodules and nested repositories that could be read
 * @param head where the repository stood
 */
public record TreeSnapshot(
    GitId treeId,
    HashingMode hashing,
    NavigableMap<RepoPath, TreeEntry> entries,
    Map<RepoPath, String> contentSha256,
    Set<RepoPath> untracked,
    boolean clean,
    NavigableMap<RepoPath, WatchedFile> watched,
    List<PathChange> staged,
    List<RepoPath> opaque,
    SortedMap<RepoPath, String> unrendered,
    NavigableMap<RepoPath, WatchedFile> filtered,
    List<RepoPath> unwatched,
    Set<RepoPath> leftOut,
    CheckoutState checkout,
    Map<RepoPath, FileStamp> stamps,
    DirectoryStamps directories,
    NavigableMap<RepoPath, TreeSnapshot> nested,
    RepositoryHead head) {

  /** Makes the collections unmodifiable; the caller hands over ownership of the maps. */
  public TreeSnapshot {
    Objects.requireNonNull(treeId);
    Objects.requireNonNull(hashing);
    Objects.requireNonNull(head);
    Objects.requireNonNull(checkout);
    Objects.requireNonNull(directories);
    entries = Collections.unmodifiableNavigableMap(entries);
    contentSha256 = Collections.unmodifiableMap(contentSha256);
    untracked = Collections.unmodifiableSet(untracked);
    watched = Collections.unmodifiableNavigableMap(watched);
    staged = List.copyOf(staged);
    opaque = List.copyOf(opaque);
    unrendered = Collections.unmodifiableSortedMap(unrendered);
    filtered = Collections.unmodifiableNavigableMap(filtered);
    unwatched = List.copyOf(unwatched);
    leftOut = Collections.unmodifiableSet(leftOut);
    stamps = Collections.unmodifiableMap(stamps);
    nested = Collections.unmodifiableNavigableMap(nested);
  }

  /**
   * Returns how many paths a sparse checkout leaves out.
   *
   * @return their number
   */
  public int notCheckedOut() {
    return checkout.notCheckedOut().size();
  }

  /**
   * Returns how this snapshot differs from an earlier one.
   *
   * @param earlier the earlier snapshot
   * @return every judged path whose entry differs, in order
   */
  public List<PathChange> changesSince(TreeSnapshot earlier) {
    return changes(earlier.entries, entries);
  }

  /**
   * Returns how this snapshot differs from a base.
   *
   * @param base the base
   * @return every judged path whose entry differs, in order
   */
  public List<PathChange> changesSince(Base base) {
    return changes(base.tree(), entries);
  }

  /**
   * Compares two states of a tree.
   *
   * @param before the earlier state
   * @param after the later state
   * @return every path whose entry differs, in order
   */
  public static List<PathChange> changes(
      NavigableMap<RepoPath, TreeEntry> before, NavigableMap<RepoPath, TreeEntry> after) {
    List<PathChange> changes = new ArrayList<>();
    int[] kept = {0};
    after.forEach(
        (path, now) -> {
          TreeEntry old = before.get(path);
          kept[0] += old == null ? 0 : 1;
          if (!now.equals(old)) {
            changes.add(new PathChange(path, old, now));
          }
        });
    if (kept[0] < before.size()) {
      before.forEach(
          (path, old) -> {
            if (!after.containsKey(path)) {
              changes.add(new PathChange(path, old, null));
            }
          });
      changes.sort(Comparator.comparing(PathChange::path));
    }
    return changes;
  }
}
