package dev.loopgen.core.internal.tree;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.tree.FileMode;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.api.tree.HashingMode;
import dev.loopgen.api.tree.PathPatterns;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import dev.loopgen.core.internal.git.GitRepository;
import dev.loopgen.core.internal.git.IgnoreRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RecursiveAction;
import org.jspecify.annotations.Nullable;

/**
 * Walks a work tree and finds what git would stage, and beside it the guarded files that git would
 * not. Directories are walked in parallel; an ignored one is left closed unless the index or a
 * pattern names something in it.
 */
final class TreeWalker {

  private final GitRepository repository;
  private final PathPatterns guard;
  private final HashingMode hashing;
  private final GitIndex index;
  private final SettledDirectories settled;
  private final ReadFiles kept;
  private final LoopgenOutputs outputs;
  private final boolean unix;
  private final ThreadLocal<ContentHasher> hashers = ThreadLocal.withInitial(ContentHasher::new);
  private final ConcurrentLinkedQueue<Found> watched = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<NestedRepository> nested = new ConcurrentLinkedQueue<>();

  /** A directory that is the work tree of another repository. */
  record NestedRepository(RepoPath path, Path directory, @Nullable GitId recorded) {}

  TreeWalker(
      GitRepository repository,
      PathPatterns guard,
      HashingMode hashing,
      GitIndex index,
      SettledDirectories settled,
      ReadFiles kept) {
    this.repository = repository;
    this.guard = guard;
    this.hashing = hashing;
    this.index = index;
    this.settled = settled;
    this.kept = kept;
    this.outputs = new LoopgenOutputs(repository.workTree());
    this.unix = FileStat.hasModes(repository.workTree().root());
  }

  /** Walks the whole work tree, in a pool of workers; what is returned is in order. */
  List<Found> walk() {
    Path path = repository.workTree().root();
    Directory root =
        new Directory(path, null, IndexPart.whole(index), IgnoreRules.none(), State.JUDGED);
    root.invoke();
    List<Found> found = new ArrayList<>(index.entries().size());
    root.addTo(found);
    return found;
  }

  ContentHasher hasher() {
    return hashers.get();
  }

  /** The guarded files that are not judged; complete when the walk has ended. */
  List<Found> watched() {
    return List.copyOf(watched);
  }

  /** The work trees of other repositories; complete when the walk has ended. */
  List<NestedRepository> nested() {
    return List.copyOf(nested);
  }

  LoopgenOutputs outputs() {
    return outputs;
  }

  /** How the files of a directory count. */
  private enum State {
    /** By the ignore rules. */
    JUDGED,
    /** Only those that the index holds; the directory is ignored. */
    IGNORED,
    /** Only guarded ones; the directory belongs to another repository. */
    FOREIGN
  }

  private final class Directory extends RecursiveAction {

    private static final long serialVersionUID = 1L;

    private final transient Path directory;
    private final transient @Nullable RepoPath path;
    private final transient IndexPart tracked;
    private final transient IgnoreRules outer;
    private final State state;
    private final boolean guarded;
    private final boolean mayHoldOutputs;
    private transient @Nullable Found[] files = {};
    private transient @Nullable Directory[] entered = {};

    Directory(
        Path directory,
        @Nullable RepoPath path,
        IndexPart tracked,
        IgnoreRules outer,
        State state) {
      this.directory = directory;
      this.path = path;
      this.tracked = tracked;
      this.outer = outer;
      this.state = state;
      this.guarded = path == null || guard.matchBelow(path).isPresent();
      this.mayHoldOutputs = outputs.mayLieIn(path);
    }

    @Override
    protected void compute() {
      try {
        list();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void list() throws IOException {
      if (Thread.currentThread().isInterrupted()) {
        throw new IOException("interrupted");
      }
      List<Child> children = children();
      IgnoreRules rules = rules(children);
      files = new Found[children.size()];
      entered = new Directory[children.size()];
      List<ForkJoinTask<?>> tasks = new ArrayList<>();
      tasks.add(ForkJoinTask.adapt(() -> readFiles(children, rules)));
      for (int i = 0; i < entered.length; i++) {
        if (children.get(i).stat().directory()) {
          entered[i] = enter(children.get(i), rules);
          if (entered[i] != null) {
            tasks.add(entered[i]);
          }
        }
      }
      // Joining one by one would run other directories on this stack, one on top of the other.
      invokeAll(tasks);
    }

    /** Only where nothing guarded can lie, the names may be known from before. */
    private List<Child> children() throws IOException {
      boolean believed = hashing == HashingMode.STAT && !guarded;
      try (OpenDirectory open = new OpenDirectory(directory, unix)) {
        SettledDirectories.Version version = believed ? open.version() : null;
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

    private @Nullable Void readFiles(List<Child> children, IgnoreRules rules) throws IOException {
      for (int i = 0; i < files.length; i++) {
        if (!children.get(i).stat().directory()) {
          files[i] = file(children.get(i), rules);
        }
      }
      return null;
    }

    void addTo(List<Found> all) {
      for (int i = 0; i < files.length; i++) {
        if (entered[i] != null) {
          entered[i].addTo(all);
        } else if (files[i] != null) {
          all.add(files[i]);
        }
      }
    }

    private IgnoreRules rules(List<Child> children) throws IOException {
      for (Child child : children) {
        if (state == State.JUDGED && child.name().equals(".gitignore")) {
          return outer.below(child.file(), path == null ? 0 : path.length() + 1);
        }
      }
      return outer;
    }

    private @Nullable Directory enter(Child child, IgnoreRules rules) throws IOException {
      RepoPath childPath = child.below(path);
      IndexPart part = state == State.FOREIGN ? IndexPart.none() : tracked.directory(child.name());
      State inside = state;
      if (state == State.FOREIGN || isOtherRepository(child, childPath, part)) {
        inside = State.FOREIGN;
        part = IndexPart.none();
      } else if (state == State.JUDGED && rules.ignores(childPath, true)) {
        inside = State.IGNORED;
      }
      Directory task = new Directory(child.file(), childPath, part, rules, inside);
      return inside == State.JUDGED || !part.isEmpty() || task.guarded ? task : null;
    }

    /** A submodule, or a work tree of its own that git would not look into. */
    private boolean isOtherRepository(Child child, RepoPath childPath, IndexPart below)
        throws IOException {
      GitIndex.Entry entry = tracked.file(child.name());
      GitId recorded =
          entry != null && entry.content().mode() == FileMode.GITLINK ? entry.content().id() : null;
      if (recorded == null) {
        Path dotGit = child.file().resolve(".git");
        if (!below.isEmpty()
            || !Files.exists(dotGit, LinkOption.NOFOLLOW_LINKS)
            || !isGitDirectory(dotGit)) {
          return false;
        }
      }
      nested.add(new NestedRepository(childPath, child.file(), recorded));
      return true;
    }

    /** Returns what is to be judged; what is guarded only is kept for later. */
    private @Nullable Found file(Child child, IgnoreRules rules) throws IOException {
      GitIndex.Entry entry = tracked.file(child.name());
      RepoPath childPath = entry == null ? child.below(path) : entry.path();
      FileStat stat = child.stat();
      FileMode mode = stat.mode();
      if (!unix && entry != null && mode == FileMode.REGULAR) {
        mode = entry.content().mode();
      }
      if (mayHoldOutputs && outputs.contains(childPath, mode)) {
        return null;
      }
      boolean isGuarded = guarded && guard.match(childPath).isPresent();
      boolean judged = entry != null || state == State.JUDGED && !rules.ignores(childPath, false);
      if (judged) {
        boolean believed = hashing == HashingMode.STAT && !isGuarded;
        Found found =
            believed && entry != null && isUnchanged(stat, mode, entry)
                ? new Found(childPath, child, entry.content(), null, true)
                : read(child, childPath, mode, entry);
        return mayHoldOutputs && outputs.contains(childPath, found.content()) ? null : found;
      }
      if (isGuarded) {
        TreeEntry unread = new TreeEntry(mode, ContentHasher.EMPTY_BLOB);
        watched.add(new Found(childPath, child, unread, null, false));
      }
      return null;
    }

    /** Reads a file; also its SHA-256, where that is at hand and likely to be needed. */
    private Found read(
        Child child, RepoPath childPath, FileMode mode, GitIndex.@Nullable Entry entry)
        throws IOException {
      ReadFiles.Hashed hashed = asBefore(child, childPath, mode);
      GitId blob =
          hashed == null ? hasher().blob(child.file(), mode, child.stat().size()) : hashed.blob();
      TreeEntry content = new TreeEntry(mode, blob);
      if (hashed == null && (entry == null || !content.equals(entry.content()))) {
        hashed = hasher().last(blob);
      }
      String sha256 = null;
      if (hashed != null) {
        kept.add(childPath, hashed);
        sha256 = hashed.sha256();
      }
      return new Found(childPath, child, content, sha256, entry != null);
    }

    /** Reads a file again; null unless it holds what the snapshot before kept of it. */
    private ReadFiles.@Nullable Hashed asBefore(Child child, RepoPath childPath, FileMode mode)
        throws IOException {
      ReadFiles.Hashed before = ContentHasher.isFile(mode) ? kept.get(childPath) : null;
      return before != null && hasher().holds(child.file(), before.bytes()) ? before : null;
    }
  }

  /** As git decides it, save that only stat data that cannot be missing are compared. */
  private boolean isUnchanged(FileStat stat, FileMode mode, GitIndex.Entry entry) {
    GitIndex.Stat recorded = entry.stat();
    return entry.content().mode() == mode
        && recorded.size() == (int) stat.size()
        && recorded.modifiedNanos() == stat.modifiedNanos()
        && recorded.modifiedNanos() < index.modifiedNanos()
        && recorded.changedNanos() == stat.stamp().changedNanos()
        && recorded.inode() == (int) stat.stamp().inode();
  }

  private static boolean isGitDirectory(Path dotGit) {
    try {
      GitRepository.gitDirectory(dotGit);
      return true;
    } catch (IOException notOne) {
      return false;
    }
  }

  static RepositoryException unreadable(Path root, IOException e) {
    return new RepositoryException(
        "The work tree " + root + " cannot be read whole: " + e.getMessage() + ".", e);
  }
}
