package dev.loopgen.core.internal.run;

import dev.loopgen.api.tree.DirectoryStamps.DirectoryStamp;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeSnapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;

/**
 * Finds directories that were moved or replaced while the commands ran. Another directory may have
 * taken their place meanwhile, which leaves no trace on the files inside.
 */
final class DirectoryDrift {

  private static final String OVERLAY = "overlay";

  private final TreeSnapshot before;
  private final TreeSnapshot after;

  DirectoryDrift(TreeSnapshot before, TreeSnapshot after) {
    this.before = before;
    this.after = after;
  }

  /** Returns the directories of the work tree that contain a judged or watched file. */
  List<RepoPath> inside() {
    Map<RepoPath, DirectoryStamp> now = after.directories().inside();
    List<RepoPath> touched = new ArrayList<>();
    before
        .directories()
        .inside()
        .forEach(
            (path, stamp) -> {
              DirectoryStamp later = now.get(path);
              if (later != null && stamp.isTouched(later) && matters(path)) {
                touched.add(path);
              }
            });
    touched.removeIf(this::isCopiedUp);
    return touched;
  }

  /** Returns the root of the work tree and the directories above it, the root first. */
  List<Path> above() {
    List<Path> touched = new ArrayList<>();
    before
        .directories()
        .above()
        .forEach(
            (path, stamp) -> {
              DirectoryStamp later = after.directories().above().get(path);
              if (later == null || stamp.isTouched(later)) {
                touched.add(path);
              }
            });
    touched.removeIf(this::isCopiedUp);
    return touched;
  }

  private boolean matters(RepoPath directory) {
    return holds(before.entries(), directory) || holds(before.watched(), directory);
  }

  private static boolean holds(NavigableMap<RepoPath, ?> entries, RepoPath directory) {
    RepoPath next = entries.ceilingKey(directory.resolve("\u0001"));
    return next != null && next.isBelow(directory);
  }

  /** An overlay file system copies a directory and its parents on the first write below it. */
  private boolean isCopiedUp(RepoPath directory) {
    DirectoryStamp then = Objects.requireNonNull(before.directories().inside().get(directory));
    DirectoryStamp now = Objects.requireNonNull(after.directories().inside().get(directory));
    return then.stamp().inode() == now.stamp().inode()
        && isOverlay()
        && before.directories().inside().keySet().stream()
            .anyMatch(path -> path.isBelow(directory) && isWritten(path));
  }

  private boolean isCopiedUp(Path directory) {
    DirectoryStamp then = Objects.requireNonNull(before.directories().above().get(directory));
    DirectoryStamp now = after.directories().above().get(directory);
    return now != null
        && then.stamp().inode() == now.stamp().inode()
        && isOverlay()
        && before.directories().inside().keySet().stream().anyMatch(this::isWritten);
  }

  private boolean isWritten(RepoPath directory) {
    DirectoryStamp then = Objects.requireNonNull(before.directories().inside().get(directory));
    DirectoryStamp now = after.directories().inside().get(directory);
    return now == null || then.stamp().modifiedNanos() != now.stamp().modifiedNanos();
  }

  private boolean isOverlay() {
    try {
      Path root = before.directories().above().keySet().iterator().next();
      return Files.getFileStore(root).type().equals(OVERLAY);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
