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
import dev.loopgen.core.internal.git.GitObjects;
import dev.loopgen.core.internal.git.GitRepository;
import dev.loopgen.core.internal.git.GitTree;
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
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ForkJoinTask;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes a snapshot of what a walk found: renders, hashes and compares. */
final class SnapshotBuilder {

  private final GitRepository repository;
  private final Base base;
  private final PathPatterns guard;
  private final HashingMode hashing;
  private final GitIndex index;
  private final TreeWalker walker;
  private final Function<Path, JGitChangeDetector> inner;
  private final ContentHasher hasher;

  private final Set<RepoPath> untracked = new HashSet<>();
  private final List<RepoPath> opaque = new ArrayList<>();
  private final SortedMap<RepoPath, String> unrendered = new TreeMap<>();
  private final Map<RepoPath, String> contentSha256 = new HashMap<>();
  private final NavigableMap<RepoPath, TreeEntry> elsewhere = new TreeMap<>();
  private int notCheckedOut;

  SnapshotBuilder(
      GitRepository repository,
      SnapshotRequest request,
      GitIndex index,
      TreeWalker walker,
      Function<Path, JGitChangeDetector> inner) {
    this.repository = repository;
    this.base = request.base();
    this.guard = request.guard();
    this.hashing = request.hashing();
    this.index = index;
    this.walker = walker;
    this.inner = inner;
    this.hasher = walker.hasher();
  }

  TreeSnapshot build(List<Found> found) throws IOException, InterruptedException {
    List<GitTree> like =
        base instanceof JudgedBase judged ? List.of(judged.committed()) : List.of();
    ForkJoinTask<?> ofIndex = ForkJoinTask.adapt(() -> index.tree(like)).fork();
    SortedEntries<RepoPath, TreeEntry> onDisk = judge(found);
    addNested();
    addNotCheckedOut(onDisk);
    SortedEntries<RepoPath, TreeEntry> entries = merged(onDisk, elsewhere);
    ofIndex.join();
    Optional<GitTree> staged = index.tree(like);
    List<GitTree> similar = Stream.concat(like.stream(), staged.stream()).toList();
    ForkJoinTask<GitTree> tree = ForkJoinTask.adapt(() -> GitTrees.of(entries, similar)).fork();
    WatchedFiles watched = new WatchedFiles(repository, guard, hasher);
    watched.read(walker.watched());
    GitId indexTree = staged.map(GitTree::id).orElse(null);
    Head head = HeadReader.read(repository, indexTree);
    boolean clean =
        untracked.isEmpty() && matchesIndex(entries) && Objects.equals(indexTree, head.tree());
    List<PathChange> stagedChanges = staged(entries);
    NavigableMap<RepoPath, FileStamp> stamps =
        merged(onDisk.with(found, Found::stamp), watched.stamps());
    return new TreeSnapshot(
        tree.join().id(),
        hashing,
        entries,
        contentSha256,
        untracked,
        clean,
        watched.contents(),
        stagedChanges,
        opaque,
        unrendered,
        notCheckedOut,
        stamps,
        head);
  }

  /**
   * Renders and hashes the files that differ from the base. The others take the base's own objects,
   * which makes every later comparison with it quick.
   */
  private SortedEntries<RepoPath, TreeEntry> judge(List<Found> found) throws IOException {
    Rendering rendering = new Rendering(base, File.separatorChar == '\\');
    SortedEntries<RepoPath, TreeEntry> before = SortedEntries.copyOf(base.tree());
    List<RepoPath> paths = new ArrayList<>(found.size());
    List<TreeEntry> contents = new ArrayList<>(found.size());
    for (Found one : found) {
      int known = before.indexOf(one.path());
      TreeEntry old = known < 0 ? null : before.value(known);
      TreeEntry now = one.content();
      if (!now.equals(old) && ContentHasher.isFile(now.mode())) {
        now = rendered(one, rendering);
      }
      if (now.equals(old)) {
        now = old;
      } else {
        String digest = one.sha256();
        contentSha256.put(
            one.path(), digest == null ? hasher.sha256(one.file(), now.mode()) : digest);
      }
      if (!one.tracked()) {
        untracked.add(one.path());
      }
      paths.add(known < 0 ? one.path() : before.key(known));
      contents.add(now);
    }
    return SortedEntries.of(paths, contents);
  }

  /** The content of the blob that git would have checked out as this file. */
  private TreeEntry rendered(Found one, Rendering rendering) throws IOException {
    Rendering.Rendered blob = rendering.render(one.path(), one.file(), one.content().id(), hasher);
    blob.unapplied().ifPresent(attribute -> unrendered.put(one.path(), attribute));
    return new TreeEntry(one.content().mode(), blob.id());
  }

  private static <V> SortedEntries<RepoPath, V> merged(
      SortedEntries<RepoPath, V> most, NavigableMap<RepoPath, V> more) {
    if (more.isEmpty()) {
      return most;
    }
    NavigableMap<RepoPath, V> all = new TreeMap<>(most);
    all.putAll(more);
    return SortedEntries.of(List.copyOf(all.keySet()), List.copyOf(all.values()));
  }

  private void addNested() throws InterruptedException {
    for (NestedRepository nested : walker.nested()) {
      GitId commit = nested.recorded();
      boolean present = Files.exists(nested.directory().resolve(".git"), LinkOption.NOFOLLOW_LINKS);
      if (present) {
        commit = checkedOut(nested);
      } else if (!isEmpty(nested.directory())) {
        opaque.add(nested.path());
      }
      if (commit != null) {
        elsewhere.put(nested.path(), new TreeEntry(FileMode.GITLINK, commit));
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
      JGitChangeDetector detector = inner.apply(nested.directory());
      Base innerBase = detector.resolveBase(BaseRequest.defaults());
      PathPatterns nothing = PathPatterns.of(List.of(), detector.workTree());
      TreeSnapshot snapshot =
          detector.snapshot(new SnapshotRequest(innerBase, nothing, HashingMode.CONTENT));
      boolean exact =
          snapshot.opaque().isEmpty() && Objects.equals(snapshot.treeId(), snapshot.head().tree());
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
      GitRepository repository = GitRepository.open(nested.directory());
      return repository.refs().resolve("HEAD").map(GitObjects::toGitId).orElse(nested.recorded());
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

  private void addNotCheckedOut(SortedEntries<RepoPath, TreeEntry> onDisk) {
    if (!repository.sparse()) {
      return;
    }
    for (GitIndex.Entry entry : index.entries()) {
      if (entry.skipWorktree()
          && entry.stage() == 0
          && !onDisk.containsKey(entry.path())
          && !elsewhere.containsKey(entry.path())
          && entry.content().equals(base.tree().get(entry.path()))) {
        elsewhere.put(entry.path(), entry.content());
        notCheckedOut++;
      }
    }
  }

  private boolean matchesIndex(NavigableMap<RepoPath, TreeEntry> entries) {
    long expected = 0;
    for (GitIndex.Entry entry : index.entries()) {
      if (!isOutput(entry)) {
        expected++;
        if (!entry.content().equals(entries.get(entry.path()))) {
          return false;
        }
      }
    }
    return expected == entries.size();
  }

  private boolean isOutput(GitIndex.Entry entry) {
    return walker.outputs().contains(entry.path(), entry.content().mode());
  }

  /** Of a path in conflict, the last side counts. */
  private List<PathChange> staged(NavigableMap<RepoPath, TreeEntry> entries) {
    NavigableMap<RepoPath, @Nullable TreeEntry> held = new TreeMap<>();
    for (GitIndex.Entry entry : index.entries()) {
      boolean differs = entry.stage() > 0 || !entry.content().equals(entries.get(entry.path()));
      if (differs && !isOutput(entry) && guard.match(entry.path()).isPresent()) {
        held.put(entry.path(), entry.content());
      }
    }
    for (RepoPath path : untracked) {
      if (base.tree().containsKey(path) && guard.match(path).isPresent()) {
        held.put(path, null);
      }
    }
    List<PathChange> staged = new ArrayList<>();
    held.forEach(
        (path, entry) -> {
          TreeEntry disk = entries.get(path);
          if (!Objects.equals(disk, entry)) {
            staged.add(new PathChange(path, disk, entry));
          }
        });
    return staged;
  }
}
