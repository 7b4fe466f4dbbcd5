package dev.loopgen.core.internal.tree;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.BaseRequest;
import dev.loopgen.api.tree.FileMode;
import dev.loopgen.api.tree.FileStamp;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.api.tree.HashingMode;
import dev.loopgen.api.tree.Head;
import dev.loopgen.api.tree.PathChange;
import dev.loopgen.api.tree.PathPatterns;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.SnapshotRequest;
import dev.loopgen.api.tree.TreeEntry;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.api.tree.WatchedFile;
import dev.loopgen.core.internal.git.GitObjects;
import dev.loopgen.core.internal.git.GitRepository;
import dev.loopgen.core.internal.git.HeadReader;
import dev.loopgen.core.internal.git.SortedEntries;
import dev.loopgen.core.internal.tree.TreeWalker.NestedRepository;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes a snapshot of what a walk found: renders, hashes and compares. */
final class SnapshotBuilder {

  private static final long MAX_WATCHED = 64 << 20;

  private final GitRepository repository;
  private final Base base;
  private final PathPatterns guard;
  private final HashingMode hashing;
  private final GitIndex index;
  private final TreeWalker walker;
  private final ContentHasher hasher;

  private final Map<RepoPath, Path> files = new HashMap<>();
  private final Map<RepoPath, FileStamp> stamps = new HashMap<>();
  private final Set<RepoPath> untracked = new HashSet<>();
  private final List<RepoPath> opaque = new ArrayList<>();
  private final SortedMap<RepoPath, String> unrendered = new TreeMap<>();
  private final Map<RepoPath, String> contentSha256 = new HashMap<>();
  private final NavigableMap<RepoPath, WatchedFile> watched = new TreeMap<>();
  private int notCheckedOut;

  SnapshotBuilder(
      GitRepository repository, SnapshotRequest request, GitIndex index, TreeWalker walker) {
    this.repository = repository;
    this.base = request.base();
    this.guard = request.guard();
    this.hashing = request.hashing();
    this.index = index;
    this.walker = walker;
    this.hasher = walker.hasher();
  }

  TreeSnapshot build(List<Found> found) throws IOException, InterruptedException {
    NavigableMap<RepoPath, TreeEntry> entries = entries(found);
    addNested(entries);
    addNotCheckedOut(entries);
    renderChanged(entries);
    hashChanged(entries);
    watch();
    GitId indexTree = indexTree();
    Head head = HeadReader.read(repository, indexTree);
    boolean clean =
        untracked.isEmpty() && matchesIndex(entries) && Objects.equals(indexTree, head.tree());
    return new TreeSnapshot(
        GitTrees.id(entries),
        hashing,
        entries,
        contentSha256,
        untracked,
        clean,
        watched,
        staged(entries),
        opaque,
        unrendered,
        notCheckedOut,
        stamps,
        head);
  }

  private NavigableMap<RepoPath, TreeEntry> entries(List<Found> found) {
    List<Map.Entry<RepoPath, TreeEntry>> entries = new ArrayList<>(found.size());
    for (Found one : found) {
      entries.add(Map.entry(one.path(), new TreeEntry(one.mode(), one.id())));
      files.put(one.path(), one.file());
      stamps.put(one.path(), one.stamp());
      if (walker.indexEntry(one.path()) == null) {
        untracked.add(one.path());
      }
    }
    return SortedEntries.map(entries);
  }

  private void addNested(NavigableMap<RepoPath, TreeEntry> entries) throws InterruptedException {
    for (NestedRepository nested : walker.nested()) {
      GitId commit = nested.recorded();
      boolean present = Files.exists(nested.directory().resolve(".git"), LinkOption.NOFOLLOW_LINKS);
      if (present) {
        commit = checkedOut(nested);
      } else if (!isEmpty(nested.directory())) {
        opaque.add(nested.path());
      }
      if (commit != null) {
        entries.put(nested.path(), new TreeEntry(FileMode.GITLINK, commit));
        if (nested.recorded() == null) {
          untracked.add(nested.path());
        }
      }
    }
  }

  /**
   * The commit of an inner repository; opaque unless what is checked out is exactly that commit.
   */
  private @Nullable GitId checkedOut(NestedRepository nested) throws InterruptedException {
    try {
      JGitChangeDetector inner = JGitChangeDetector.open(nested.directory());
      Base innerBase = inner.resolveBase(BaseRequest.defaults());
      PathPatterns nothing = PathPatterns.of(List.of(), inner.workTree());
      TreeSnapshot snapshot =
          inner.snapshot(new SnapshotRequest(innerBase, nothing, HashingMode.CONTENT));
      boolean exact =
          snapshot.opaque().isEmpty() && snapshot.treeId().equals(snapshot.head().tree());
      if (!exact) {
        opaque.add(nested.path());
      }
      return snapshot.head().commit();
    } catch (RepositoryException notReadable) {
      opaque.add(nested.path());
      return headCommit(nested);
    }
  }

  private static @Nullable GitId headCommit(NestedRepository nested) {
    try {
      GitRepository inner = GitRepository.open(nested.directory());
      return inner.refs().resolve("HEAD").map(GitObjects::toGitId).orElse(nested.recorded());
    } catch (RepositoryException notReadable) {
      return nested.recorded();
    }
  }

  private static boolean isEmpty(Path directory) {
    try (Stream<Path> children = Files.list(directory)) {
      return children.findAny().isEmpty();
    } catch (IOException notReadable) {
      return false;
    }
  }

  private void addNotCheckedOut(NavigableMap<RepoPath, TreeEntry> entries) {
    if (!repository.sparse()) {
      return;
    }
    for (GitIndex.Entry entry : index.entries()) {
      TreeEntry recorded = new TreeEntry(entry.mode(), entry.id());
      if (entry.skipWorktree()
          && entry.stage() == 0
          && !entries.containsKey(entry.path())
          && recorded.equals(base.tree().get(entry.path()))) {
        entries.put(entry.path(), recorded);
        notCheckedOut++;
      }
    }
  }

  /** Replaces the plain ids of files that differ from the base by those of their rendered blobs. */
  private void renderChanged(NavigableMap<RepoPath, TreeEntry> entries) throws IOException {
    Rendering rendering = new Rendering(base, File.separatorChar == '\\');
    for (PathChange change : TreeSnapshot.changes(base.tree(), entries)) {
      TreeEntry after = change.after();
      Path file = files.get(change.path());
      if (after == null || file == null || !isFile(after.mode())) {
        continue;
      }
      Rendering.Rendered rendered = rendering.render(change.path(), file, after.id(), hasher);
      entries.put(change.path(), new TreeEntry(after.mode(), rendered.id()));
      rendered.unapplied().ifPresent(attribute -> unrendered.put(change.path(), attribute));
    }
  }

  private void hashChanged(NavigableMap<RepoPath, TreeEntry> entries) throws IOException {
    for (PathChange change : TreeSnapshot.changes(base.tree(), entries)) {
      Path file = files.get(change.path());
      if (change.after() != null && file != null) {
        contentSha256.put(change.path(), hasher.sha256(file, change.after().mode()));
      }
    }
  }

  private static boolean isFile(FileMode mode) {
    return mode == FileMode.REGULAR || mode == FileMode.EXECUTABLE;
  }

  private void watch() throws IOException {
    for (Found found : walker.watched()) {
      watch(found.path(), found.file(), found.mode(), found.stamp());
    }
    if (guard.guardsGitDirectory()) {
      for (String name : List.of("hooks", "config", "info", "modules")) {
        watchBelow(repository.commonDirectory().resolve(name));
      }
    }
  }

  private void watchBelow(Path start) throws IOException {
    if (!Files.exists(start, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    boolean unix = FileStat.hasModes(start);
    try (Stream<Path> below = Files.walk(start)) {
      for (Path file : (Iterable<Path>) below::iterator) {
        FileStat stat = FileStat.of(file, unix);
        Path relative = repository.commonDirectory().relativize(file);
        RepoPath path = RepoPath.of(".git/" + relative.toString().replace(File.separatorChar, '/'));
        if (!stat.directory() && guard.match(path).isPresent()) {
          watch(path, file, stat.mode(), stat.stamp());
        }
      }
    }
  }

  /** A file too large to be read counts by its stamp, so that any touch is a difference. */
  private void watch(RepoPath path, Path file, FileMode mode, FileStamp stamp) throws IOException {
    String digest;
    if (isFile(mode) && Files.size(file) > MAX_WATCHED) {
      String text = "large " + Files.size(file) + " " + stamp.changedNanos() + " " + stamp.inode();
      digest = hasher.sha256(text);
    } else {
      digest = hasher.sha256(file, mode);
    }
    watched.put(path, new WatchedFile(mode, digest));
    stamps.put(path, stamp);
  }

  private @Nullable GitId indexTree() {
    List<Map.Entry<RepoPath, TreeEntry>> staged = new ArrayList<>(index.entries().size());
    for (GitIndex.Entry entry : index.entries()) {
      if (entry.stage() != 0) {
        return null;
      }
      if (!entry.intentToAdd()) {
        staged.add(Map.entry(entry.path(), new TreeEntry(entry.mode(), entry.id())));
      }
    }
    return GitTrees.id(SortedEntries.map(staged));
  }

  private boolean matchesIndex(NavigableMap<RepoPath, TreeEntry> entries) {
    long expected = 0;
    for (GitIndex.Entry entry : index.entries()) {
      if (!walker.outputs().contains(entry.path(), entry.mode())) {
        expected++;
        if (!new TreeEntry(entry.mode(), entry.id()).equals(entries.get(entry.path()))) {
          return false;
        }
      }
    }
    return expected == entries.size();
  }

  private List<PathChange> staged(NavigableMap<RepoPath, TreeEntry> entries) {
    Map<RepoPath, @Nullable TreeEntry> held = new TreeMap<>();
    for (GitIndex.Entry entry : index.entries()) {
      if (!walker.outputs().contains(entry.path(), entry.mode())) {
        held.put(entry.path(), new TreeEntry(entry.mode(), entry.id()));
      }
    }
    for (RepoPath path : base.tree().keySet()) {
      held.putIfAbsent(path, null);
    }
    List<PathChange> staged = new ArrayList<>();
    held.forEach(
        (path, entry) -> {
          TreeEntry disk = entries.get(path);
          if (!Objects.equals(disk, entry) && guard.match(path).isPresent()) {
            staged.add(new PathChange(path, disk, entry));
          }
        });
    return staged;
  }
}
