package dev.loopgen.core.internal.driven.confine;

import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.FileMode;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.api.tree.WorkTree;
import dev.loopgen.core.internal.command.FileView;
import dev.loopgen.core.internal.command.TreeFiles;
import dev.loopgen.core.internal.git.GitObjects;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The judged files as last seen: a snapshot, and what was written since. Not thread-safe.
 *
 * <p>A null content stands for no file.
 */
final class JudgedFiles implements FileView {

  private final TreeSnapshot snapshot;
  private final TreeFiles onDisk;
  private final Map<RepoPath, byte @Nullable []> written = new HashMap<>();

  JudgedFiles(TreeSnapshot snapshot, Base base, WorkTree workTree) {
    this.snapshot = snapshot;
    this.onDisk = new TreeFiles(snapshot, base, workTree);
  }

  private JudgedFiles(JudgedFiles other) {
    this.snapshot = other.snapshot;
    this.onDisk = other.onDisk;
    this.written.putAll(other.written);
  }

  TreeSnapshot snapshot() {
    return snapshot;
  }

  /** Returns these files with another content of one. */
  JudgedFiles with(RepoPath path, byte @Nullable [] content) {
    JudgedFiles changed = new JudgedFiles(this);
    changed.written(path, content);
    return changed;
  }

  /** Notes that a file was written or removed by the run itself. */
  void written(RepoPath path, byte @Nullable [] content) {
    written.put(path, content);
  }

  /** Tells whether a path is judged now. */
  boolean contains(RepoPath path) {
    return written.containsKey(path)
        ? written.get(path) != null
        : snapshot.entries().containsKey(path);
  }

  /**
   * Tells whether a file is as last seen.
   *
   * @param now its content, or null if there is none
   * @param stamped whether its stamp is the one of the snapshot
   */
  boolean isAsSeen(RepoPath path, byte @Nullable [] now, boolean stamped) {
    if (written.containsKey(path)) {
      return Arrays.equals(written.get(path), now);
    }
    TreeEntry seen = snapshot.entries().get(path);
    if (seen == null || now == null) {
      return seen == null && now == null;
    }
    return stamped || seen.id().equals(GitObjects.blobId(now));
  }

  /** Returns the entry of a path as a comparison needs it: only whether and what kind it is. */
  @Nullable TreeEntry entry(RepoPath path) {
    if (!written.containsKey(path)) {
      return snapshot.entries().get(path);
    }
    byte[] content = written.get(path);
    return content == null ? null : new TreeEntry(FileMode.REGULAR, GitObjects.blobId(content));
  }

  @Override
  public Optional<byte[]> read(String path) {
    return isWritten(path)
        ? Optional.ofNullable(written.get(RepoPath.of(path)))
        : onDisk.read(path);
  }

  @Override
  public boolean has(String path) {
    return isWritten(path) ? written.get(RepoPath.of(path)) != null : onDisk.has(path);
  }

  @Override
  public Optional<String> link(String path) {
    return isWritten(path) ? Optional.empty() : onDisk.link(path);
  }

  @Override
  public List<String> named(String name) {
    List<String> all = new ArrayList<>(onDisk.named(name));
    written.forEach(
        (path, content) -> {
          String text = path.text().orElse("");
          boolean named = text.equals(name) || text.endsWith("/" + name);
          if (named && content != null && !all.contains(text)) {
            all.add(text);
          } else if (content == null) {
            all.remove(text);
          }
        });
    return all;
  }

  private boolean isWritten(String path) {
    return !path.isEmpty() && path.indexOf('\0') < 0 && written.containsKey(RepoPath.of(path));
  }
}
