package dev.loopgen.core.internal.tests.lines;

import dev.loopgen.api.tree.FileMode;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import dev.loopgen.api.tree.WorkTree;
import dev.loopgen.core.internal.command.FileView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Finds the lines that a change adds or edits in files that are no tests. */
public final class EditedFiles {

  /** Files that moved are compared with the first of those that could be theirs. */
  private static final int MAX_MOVED = 200;

  private final Side base;
  private final Side change;
  private final WorkTree workTree;

  /** The paths at which the change leaves nothing, or something else, by kind. */
  private final Map<String, List<RepoPath>> left = new HashMap<>();

  /** The ids of contents that no longer lie where they lay at the base. */
  private final Set<GitId> moved = new HashSet<>();

  /**
   * The files of one tree.
   *
   * @param entries its paths
   * @param content reads them
   */
  public record Side(NavigableMap<RepoPath, TreeEntry> entries, FileView content) {

    Optional<byte[]> read(RepoPath path) {
      return path.text().flatMap(content::read);
    }
  }

  private EditedFiles(Side base, Side change, WorkTree workTree) {
    this.base = base;
    this.change = change;
    this.workTree = workTree;
    base.entries()
        .forEach(
            (path, entry) -> {
              if (!entry.equals(change.entries().get(path))) {
                moved.add(entry.id());
                if (moved.size() <= MAX_MOVED) {
                  left.computeIfAbsent(kind(path), absent -> new ArrayList<>()).add(path);
                }
              }
            });
  }

  /**
   * Compares two trees.
   *
   * @param isTest tells files that are the base's when its tests are run
   */
  public static EditedLines between(
      Side base, Side change, WorkTree workTree, Predicate<RepoPath> isTest) {
    EditedFiles files = new EditedFiles(base, change, workTree);
    Map<String, NavigableMap<Integer, String>> edited = new HashMap<>();
    Set<String> unread = new TreeSet<>();
    change
        .entries()
        .forEach(
            (path, entry) -> {
              String name = files.inProject(path);
              if (!name.isEmpty() && files.isEdited(path, entry) && !isTest.test(path)) {
                Optional<byte[]> after = change.read(path);
                if (after.isEmpty()) {
                  unread.add(name);
                } else {
                  var lines = EditedLines.between(files.before(path, after.get()), after.get());
                  if (!lines.isEmpty()) {
                    edited.put(name, lines);
                  }
                }
              }
            });
    return new EditedLines(edited, unread);
  }

  /**
   * Tells whether a regular file holds something that no file of the base has held in its place.
   */
  private boolean isEdited(RepoPath path, TreeEntry entry) {
    boolean regular = entry.mode() != FileMode.SYMLINK && entry.mode() != FileMode.GITLINK;
    TreeEntry old = base.entries().get(path);
    boolean same = old != null && old.id().equals(entry.id());
    return regular && !same && !(old == null && moved.contains(entry.id()));
  }

  /** Returns what a file held before: under its path, or under the one that it was moved from. */
  private byte[] before(RepoPath path, byte[] after) {
    if (base.entries().containsKey(path)) {
      return base.read(path).orElse(new byte[0]);
    }
    byte[] likest = new byte[0];
    double most = 0.5;
    for (RepoPath old : left.getOrDefault(kind(path), List.of())) {
      byte[] content = base.read(old).orElse(new byte[0]);
      double alike = EditedLines.likeness(content, after);
      if (alike > most) {
        most = alike;
        likest = content;
      }
    }
    return likest;
  }

  private static String kind(RepoPath path) {
    return SourceKinds.of(path.display());
  }

  /** Returns a path relative to the project; empty if it is outside. */
  private String inProject(RepoPath path) {
    String text = path.text().orElse("");
    String prefix =
        workTree.project().flatMap(RepoPath::text).map(project -> project + "/").orElse("");
    return text.startsWith(prefix) ? text.substring(prefix.length()) : "";
  }
}
