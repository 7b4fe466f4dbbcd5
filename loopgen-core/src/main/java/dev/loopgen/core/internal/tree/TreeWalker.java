package dev.loopgen.core.internal.tree;

import dev.loopgen.api.tree.DirectoryStamps;
import dev.loopgen.api.tree.DirectoryStamps.DirectoryStamp;
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
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RecursiveAction;
import org.jspecify.annotations.Nullable;

/**
 * Walks a work tree and finds the files that git would stage and the guarded files that it would
 * not. Directories are walked in parallel; an ignored one is skipped unless the index has a file in
 * it or a guard pattern can match one.
 */
final class TreeWalker {

  private final GitRepository repository;
  private final PathPatterns guard;
  private final HashingMode hashing;
  private final GitIndex index;
  private final DirectoryListingCache settled;
  private final FileReading reading;
  private final LoopgenOutputs outputs;
  private final boolean unix;
  private final ConcurrentLinkedQueue<WalkedPath> watched = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<NestedRepository> nested = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Named> named = new ConcurrentLinkedQueue<>();
  private final UnreadableDirectories unreadable;
  private final Map<RepoPath, DirectoryStamp> directories = new HashMap<>();
  private DirectoryStamps stamps = DirectoryStamps.NONE;

  /** A directory that is the work tree of another repository. */
  record NestedRepository(RepoPath path, Path directory, @Nullable GitId recorded) {}

  /**
   * A file with a name of loopgen's outputs.
   *
   * @param read judges it like any other file, if it is not an output
   */
  record Named(
      LoopgenOutputs.Kind kind,
      DirectoryChild child,
      RepoPath path,
      GitIndex.@Nullable Entry entry,
      FileJudge read) {}

  /** Reads a file like any other; returns null if it is not judged. */
  interface FileJudge {
    @Nullable WalkedPath judge() throws IOException;
  }

  TreeWalker(
      GitRepository repository,
      PathPatterns guard,
      HashingMode hashing,
      GitIndex index,
      DirectoryListingCache settled,
      FileHashCache kept,
      LoopgenOutputs outputs) {
    this.repository = repository;
    this.guard = guard;
    this.hashing = hashing;
    this.index = index;
    this.settled = settled;
    this.reading = new FileReading(kept);
    this.unreadable = new UnreadableDirectories(guard, repository.workTree());
    this.outputs = outputs;
    this.unix = FileStat.hasModes(repository.workTree().root());
  }

  /** Walks the whole work tree in the current worker pool; returns the judged paths in order. */
  List<WalkedPath> walk() throws IOException {
    Path path = repository.workTree().root();
    FileStat stat = FileStat.of(path, unix);
    Directory root =
        new Directory(
            path, null, stat, IndexDirectory.whole(index), IgnoreRules.none(), State.JUDGED);
    root.invoke();
    List<WalkedPath> found = new ArrayList<>(index.entries().size());
    root.addTo(found);
    Map<Path, DirectoryStamp> above = new LinkedHashMap<>();
    above.put(path, root.stamp());
    for (Path outer = path.getParent(); outer != null; outer = outer.getParent()) {
      above.put(outer, new DirectoryStamp(FileStat.of(outer, unix).stamp(), 0));
    }
    stamps = new DirectoryStamps(directories, above);
    return found;
  }

  /** Returns the stamps of the visited directories; complete after the walk. */
  DirectoryStamps directories() {
    return stamps;
  }

  ContentHasher hasher() {
    return reading.hasher();
  }

  /** Returns the guarded files that are not judged; complete after the walk. */
  List<WalkedPath> watched() {
    return List.copyOf(watched);
  }

  /** Returns the work trees of other repositories; complete after the walk. */
  List<NestedRepository> nested() {
    return List.copyOf(nested);
  }

  /** Returns the ignored directories that could not be read; complete after the walk. */
  List<RepoPath> unwatched() {
    return unreadable.passedOver();
  }

  /** Returns the files with names of loopgen's outputs, which the walk itself does not return. */
  List<Named> named() {
    return List.copyOf(named);
  }

  LoopgenOutputs outputs() {
    return outputs;
  }

  /** Which files of a directory count. */
  private enum State {
    /** Those that the ignore rules allow. */
    JUDGED,
    /** Only those in the index; the directory is ignored. */
    IGNORED,
    /** Only guarded ones; the directory belongs to another repository. */
    FOREIGN
  }

  private final class Directory extends RecursiveAction {

    private static final long serialVersionUID = 1L;

    private final transient Path directory;
    private final transient @Nullable RepoPath path;
    private final transient FileStat stat;
    private final transient IndexDirectory tracked;
    private final transient IgnoreRules outer;
    private final State state;
    private final boolean guarded;
    private final boolean mayHoldOutputs;
    private transient long names;
    private transient @Nullable WalkedPath[] files = {};
    private transient @Nullable Directory[] entered = {};

    Directory(
        Path directory,
        @Nullable RepoPath path,
        FileStat stat,
        IndexDirectory tracked,
        IgnoreRules outer,
        State state) {
      this.directory = directory;
      this.path = path;
      this.stat = stat;
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
      List<DirectoryChild> children = childrenIfReadable();
      for (DirectoryChild child : children) {
        names = 31 * names + child.name().hashCode();
      }
      IgnoreRules rules = rules(children);
      files = new WalkedPath[children.size()];
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
      // Joining one by one would nest other directories on this stack.
      invokeAll(tasks);
    }

    /** Returns the children; empty if an unreadable directory holds nothing judged or guarded. */
    private List<DirectoryChild> childrenIfReadable() throws IOException {
      try {
        return children();
      } catch (AccessDeniedException denied) {
        if (path == null || state == State.JUDGED || !tracked.isEmpty()) {
          throw denied;
        }
        unreadable.passOver(path, denied);
        return List.of();
      }
    }

    /** Returns the children; cached names are used only if nothing in here can be guarded. */
    private List<DirectoryChild> children() throws IOException {
      boolean believed = hashing == HashingMode.STAT && !guarded;
      try (DirectoryReader open = new DirectoryReader(directory, unix)) {
        DirectoryListingCache.DirectoryVersion version = believed ? open.version() : null;
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

    private @Nullable Void readFiles(List<DirectoryChild> children, IgnoreRules rules)
        throws IOException {
      for (int i = 0; i < files.length; i++) {
        if (!children.get(i).stat().directory()) {
          files[i] = file(children.get(i), rules);
        }
      }
      return null;
    }

    DirectoryStamp stamp() {
      return new DirectoryStamp(stat.stamp(), names);
    }

    void addTo(List<WalkedPath> all) {
      if (path != null) {
        directories.put(path, stamp());
      }
      for (int i = 0; i < files.length; i++) {
        if (entered[i] != null) {
          entered[i].addTo(all);
        } else if (files[i] != null) {
          all.add(files[i]);
        }
      }
    }

    private IgnoreRules rules(List<DirectoryChild> children) throws IOException {
      for (DirectoryChild child : children) {
        if (state == State.JUDGED && child.name().equals(".gitignore") && !isOwn(child)) {
          return outer.below(child.file(), path == null ? 0 : path.length() + 1);
        }
      }
      return outer;
    }

    /** Tells whether an ignore file is loopgen's own, whose rules do not count. */
    private boolean isOwn(DirectoryChild ignoreFile) throws IOException {
      return path != null
          && Objects.equals(path, outputs.directory())
          && ignoreFile.stat().mode() == FileMode.REGULAR
          && OutputContent.isIgnoreFile(ignoreFile.file());
    }

    private @Nullable Directory enter(DirectoryChild child, IgnoreRules rules) throws IOException {
      RepoPath childPath = child.below(path);
      IndexDirectory part =
          state == State.FOREIGN ? IndexDirectory.none() : tracked.directory(child.name());
      State inside = state;
      if (state == State.FOREIGN || isSubmodule(child, childPath)) {
        inside = State.FOREIGN;
        part = IndexDirectory.none();
      } else if (state == State.JUDGED && rules.ignores(childPath, true)) {
        inside = State.IGNORED;
      } else if (state == State.JUDGED && part.isEmpty() && isRepository(child, childPath)) {
        inside = State.FOREIGN;
      }
      Directory task = new Directory(child.file(), childPath, child.stat(), part, rules, inside);
      return inside == State.JUDGED || !part.isEmpty() || task.guarded ? task : null;
    }

    private boolean isSubmodule(DirectoryChild child, RepoPath childPath) {
      GitIndex.Entry entry = tracked.file(child.name());
      if (entry == null || entry.content().mode() != FileMode.GITLINK) {
        return false;
      }
      nested.add(new NestedRepository(childPath, child.file(), entry.content().id()));
      return true;
    }

    /** Tells whether a directory is another work tree, which git would add as a commit. */
    private boolean isRepository(DirectoryChild child, RepoPath childPath) {
      Path dotGit = child.file().resolve(".git");
      if (!Files.exists(dotGit, LinkOption.NOFOLLOW_LINKS) || !isGitDirectory(dotGit)) {
        return false;
      }
      nested.add(new NestedRepository(childPath, child.file(), null));
      return true;
    }

    /** Returns the file if it is judged; records it if it is only guarded. */
    private @Nullable WalkedPath file(DirectoryChild child, IgnoreRules rules) throws IOException {
      GitIndex.Entry entry = tracked.file(child.name());
      RepoPath childPath = entry == null ? child.below(path) : entry.path();
      FileMode mode = mode(child.stat(), entry);
      if (mayHoldOutputs) {
        Optional<LoopgenOutputs.Kind> kind = outputs.kind(childPath, mode);
        if (kind.isPresent()) {
          named.add(
              new Named(kind.get(), child, childPath, entry, () -> file(child, rules, entry)));
          return null;
        }
      }
      return file(child, rules, entry);
    }

    private @Nullable WalkedPath file(
        DirectoryChild child, IgnoreRules rules, GitIndex.@Nullable Entry entry)
        throws IOException {
      RepoPath childPath = entry == null ? child.below(path) : entry.path();
      FileStat stat = child.stat();
      FileMode mode = mode(stat, entry);
      boolean isGuarded = guarded && guard.match(childPath).isPresent();
      boolean judged = entry != null || state == State.JUDGED && !rules.ignores(childPath, false);
      if (judged) {
        boolean believed = hashing == HashingMode.STAT && !isGuarded;
        return believed && entry != null && isUnchanged(stat, mode, entry)
            ? new WalkedPath(childPath, child, entry.content(), null, true)
            : reading.read(child, childPath, mode, entry);
      }
      if (isGuarded) {
        TreeEntry unread = new TreeEntry(mode, ContentHasher.EMPTY_BLOB);
        watched.add(new WalkedPath(childPath, child, unread, null, false));
      }
      return null;
    }

    private FileMode mode(FileStat stat, GitIndex.@Nullable Entry entry) {
      return !unix && entry != null && stat.mode() == FileMode.REGULAR
          ? entry.content().mode()
          : stat.mode();
    }
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

  private static boolean isGitDirectory(Path dotGit) {
    try {
      GitRepository.gitDirectory(dotGit);
      return true;
    } catch (IOException notOne) {
      return false;
    }
  }
}
