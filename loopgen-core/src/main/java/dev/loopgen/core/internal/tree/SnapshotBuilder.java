package dev.loopgen.core.internal.tree;

import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.FileMode;
import dev.loopgen.api.tree.FileStamp;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.api.tree.HashingMode;
import dev.loopgen.api.tree.PathChange;
import dev.loopgen.api.tree.PathPatterns;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.RepositoryHead;
import dev.loopgen.api.tree.SnapshotRequest;
import dev.loopgen.api.tree.TreeEntry;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.api.tree.TreeSnapshot.CheckoutState;
import dev.loopgen.api.tree.TreeSnapshot.WatchedFile;
import dev.loopgen.core.internal.git.GitRepository;
import dev.loopgen.core.internal.git.GitTree;
import dev.loopgen.core.internal.git.HeadReader;
import dev.loopgen.core.internal.git.SortedArrayMap;
import java.io.IOException;
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
import java.util.TreeSet;
import java.util.concurrent.ForkJoinTask;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Builds a snapshot from walked paths: converts, hashes and compares them. */
final class SnapshotBuilder {

  private final GitRepository repository;
  private final Base base;
  private final PathPatterns guard;
  private final HashingMode hashing;
  private final GitIndex index;
  private final TreeWalker walker;
  private final ContentHasher hasher;
  private final ForeignFiles foreign;

  private final Set<RepoPath> untracked = new HashSet<>();
  private final SortedMap<RepoPath, String> unrendered = new TreeMap<>();
  private final Map<RepoPath, String> contentSha256 = new HashMap<>();
  private final NavigableMap<RepoPath, TreeEntry> elsewhere = new TreeMap<>();
  private final NavigableMap<RepoPath, WatchedFile> filtered = new TreeMap<>();
  private final InnerRepositories inner;
  private final Set<RepoPath> notCheckedOut = new HashSet<>();

  SnapshotBuilder(
      GitRepository repository,
      SnapshotRequest request,
      GitIndex index,
      TreeWalker walker,
      KnownOutputs known,
      Function<Path, JGitChangeDetector> opener) {
    this.repository = repository;
    this.base = request.base();
    this.guard = request.guard();
    this.hashing = request.hashing();
    this.index = index;
    this.walker = walker;
    this.foreign = new ForeignFiles(repository, request.base(), walker, known);
    this.inner = new InnerRepositories(opener);
    this.hasher = walker.hasher();
  }

  TreeSnapshot build(List<WalkedPath> walked) throws IOException, InterruptedException {
    List<WalkedPath> found = foreign.addTo(walked);
    List<GitTree> like =
        base instanceof JudgedBase judged ? List.of(judged.committed()) : List.of();
    ForkJoinTask<?> ofIndex = ForkJoinTask.adapt(() -> index.tree(like)).fork();
    SortedArrayMap<RepoPath, TreeEntry> onDisk = judge(found);
    inner.read(walker.findings().nested());
    elsewhere.putAll(inner.commits());
    untracked.addAll(inner.untracked());
    addNotCheckedOut(onDisk);
    SortedArrayMap<RepoPath, TreeEntry> entries = merged(onDisk, elsewhere);
    ofIndex.join();
    Optional<GitTree> staged = index.tree(like);
    List<GitTree> similar = Stream.concat(like.stream(), staged.stream()).toList();
    ForkJoinTask<GitTree> tree =
        ForkJoinTask.adapt(() -> GitTreeHasher.of(entries, similar)).fork();
    WatchedFileReader watched = new WatchedFileReader(repository, guard, hasher);
    watched.read(walker.findings().watched());
    GitId indexTree = staged.map(GitTree::id).orElse(null);
    RepositoryHead head = HeadReader.read(repository, indexTree);
    boolean clean =
        untracked.isEmpty() && matchesIndex(entries) && head.tree().equals(head.indexTree());
    List<PathChange> stagedChanges = staged(entries);
    NavigableMap<RepoPath, FileStamp> stamps =
        merged(onDisk.with(found, WalkedPath::stamp), watched.stamps());
    return new TreeSnapshot(
        tree.join().id(),
        hashing,
        entries,
        contentSha256,
        untracked,
        clean,
        watched.contents(),
        stagedChanges,
        inner.opaque(),
        unrendered,
        filtered,
        walker.unwatched(),
        leftOut(),
        checkout(),
        stamps,
        walker.directories(),
        inner.snapshots(),
        head);
  }

  /**
   * Converts and hashes the files that differ from the base. The others reuse the base's entries,
   * which makes later comparisons fast.
   */
  private SortedArrayMap<RepoPath, TreeEntry> judge(List<WalkedPath> found) throws IOException {
    CheckoutConversion rendering = new CheckoutConversion(repository, base);
    SortedArrayMap<RepoPath, TreeEntry> before = SortedArrayMap.copyOf(base.tree());
    List<RepoPath> paths = new ArrayList<>(found.size());
    List<TreeEntry> contents = new ArrayList<>(found.size());
    for (WalkedPath one : found) {
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
    return SortedArrayMap.of(paths, contents);
  }

  /** Returns the entry whose blob git would have checked out as this file. */
  private TreeEntry rendered(WalkedPath one, CheckoutConversion rendering) throws IOException {
    GitId raw = one.content().id();
    GitId staged = one.tracked() ? index.blob(one.path()) : null;
    CheckoutConversion.Rendered blob =
        rendering.render(one.path(), one.file(), raw, staged, hasher);
    blob.unapplied().ifPresent(attribute -> unrendered.put(one.path(), attribute));
    FileMode mode = one.content().mode();
    if (blob.filtered()) {
      String digest = one.sha256();
      String known = digest == null ? hasher.sha256(one.file(), mode) : digest;
      filtered.put(one.path(), new WatchedFile(mode, known));
    }
    return new TreeEntry(mode, blob.id());
  }

  private static <V> SortedArrayMap<RepoPath, V> merged(
      SortedArrayMap<RepoPath, V> most, NavigableMap<RepoPath, V> more) {
    if (more.isEmpty()) {
      return most;
    }
    NavigableMap<RepoPath, V> all = new TreeMap<>(most);
    all.putAll(more);
    return SortedArrayMap.of(List.copyOf(all.keySet()), List.copyOf(all.values()));
  }

  private void addNotCheckedOut(SortedArrayMap<RepoPath, TreeEntry> onDisk) {
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
        notCheckedOut.add(entry.path());
      }
    }
  }

  private CheckoutState checkout() {
    Set<RepoPath> skipWorktree = new HashSet<>();
    Set<RepoPath> assumeUnchanged = new HashSet<>();
    for (GitIndex.Entry entry : index.entries()) {
      if (entry.skipWorktree()) {
        skipWorktree.add(entry.path());
      }
      if (entry.assumeUnchanged()) {
        assumeUnchanged.add(entry.path());
      }
    }
    return new CheckoutState(repository.sparse(), skipWorktree, assumeUnchanged, notCheckedOut);
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

  private Set<RepoPath> leftOut() {
    Set<RepoPath> paths = new TreeSet<>();
    for (GitIndex.Entry entry : index.entries()) {
      if (isOutput(entry)) {
        paths.add(entry.path());
      }
    }
    return paths;
  }

  private boolean isOutput(GitIndex.Entry entry) {
    return walker.outputs().mayBeCommitted(entry.path(), entry.content().mode())
        && !foreign.contains(entry.path());
  }

  /**
   * Returns the guarded paths whose staged content differs from the work tree; in a conflict, the
   * last stage counts.
   */
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
