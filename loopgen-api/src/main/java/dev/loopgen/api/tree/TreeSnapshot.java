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
 * A snapshot of the work tree: every judged path with its mode and content id, and the git tree id
 * of the whole.
 *
 * <p>The judged paths are those that {@code git add -A} would stage under the tree's own committed
 * ignore rules, except the files that loopgen itself writes. A snapshot is not atomic: each file
 * has the state it had when it was read. Equal trees do not prove that nothing was modified and
 * restored between two snapshots; {@link #stamps()} reveals much of that.
 *
 * @param treeId the id of the git tree of the judged paths
 * @param hashing the hashing mode
 * @param entries the judged paths, in order
 * @param contentSha256 the SHA-256, in lower-case hexadecimal, of the content of the judged paths
 *     that differ from the base
 * @param untracked the judged paths that are not in the index
 * @param clean whether disk, index and HEAD's commit agree and nothing is untracked, apart from
 *     loopgen's own files
 * @param watched the guarded paths on disk that are not judged: ignored files, files in nested
 *     repositories, and files of the git directory that a pattern matches
 * @param staged the guarded paths whose index entry differs from the disk: before is the disk,
 *     after is the index
 * @param opaque the directories that could not be examined: nested repositories and submodules
 *     whose content is not a commit that this repository can verify; a tree with any of them is not
 *     attestable
 * @param unrendered the paths that were compared byte by byte although an attribute requires a
 *     conversion that loopgen does not apply, with that attribute
 * @param filtered the judged files that a filter of the base converts, with their state on disk;
 *     they cannot be compared on disk and count as their index entries
 * @param unwatched the ignored directories that could not be read, so that guarded files in them
 *     are not watched
 * @param leftOut loopgen's own files that are in the index but not in the tree
 * @param checkout the paths that git is configured not to examine; one excluded by a sparse
 *     checkout counts as its index entry only if that equals the base
 * @param stamps the file system's stamps of the judged and watched files
 * @param directories the file system's stamps of the directories leading to them
 * @param nested the snapshots of the readable submodules and nested repositories
 * @param head the state of HEAD, refs and index
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

  /** Makes the collections unmodifiable; the caller must not modify the maps afterwards. */
  public TreeSnapshot {
    Objects.requireNonNull(treeId, "treeId");
    Objects.requireNonNull(hashing, "hashing");
    Objects.requireNonNull(head, "head");
    Objects.requireNonNull(checkout, "checkout");
    Objects.requireNonNull(directories, "directories");
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
   * Counts the paths excluded by a sparse checkout.
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

  /**
   * The paths that git is configured not to examine on disk. A snapshot examines them anyway; only
   * a path excluded by a sparse checkout may be absent.
   *
   * @param sparse whether sparse checkout is enabled
   * @param skipWorktree the paths whose index entry has the skip-worktree flag
   * @param assumeUnchanged the paths whose index entry has the assume-unchanged flag
   * @param notCheckedOut the paths excluded by the sparse checkout; they count as their index
   *     entries, which equal the base
   */
  public record CheckoutState(
      boolean sparse,
      Set<RepoPath> skipWorktree,
      Set<RepoPath> assumeUnchanged,
      Set<RepoPath> notCheckedOut) {

    /** Everything is checked out, and no path is flagged. */
    public static final CheckoutState WHOLE =
        new CheckoutState(false, Set.of(), Set.of(), Set.of());

    /** Makes the sets unmodifiable without copying; the caller must not modify them afterwards. */
    public CheckoutState {
      skipWorktree = Collections.unmodifiableSet(skipWorktree);
      assumeUnchanged = Collections.unmodifiableSet(assumeUnchanged);
      notCheckedOut = Collections.unmodifiableSet(notCheckedOut);
    }
  }

  /**
   * The state of a guarded path on disk that is not judged, for example an ignored one.
   *
   * <p>Never leaves the machine in this form: a ledger entry holds one keyed digest over all of
   * them, because a short secret can be guessed from a plain hash.
   *
   * @param mode the kind of file
   * @param sha256 the SHA-256 of its content (a link's target; empty for a special file), in
   *     lower-case hexadecimal
   */
  public record WatchedFile(FileMode mode, String sha256) {

    public WatchedFile {
      Objects.requireNonNull(mode, "mode");
      Objects.requireNonNull(sha256, "sha256");
    }
  }
}
