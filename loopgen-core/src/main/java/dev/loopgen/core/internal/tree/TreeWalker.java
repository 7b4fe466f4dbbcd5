package dev.loopgen.core.internal.tree;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.tree.FileMode;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.api.tree.HashingMode;
import dev.loopgen.api.tree.PathPatterns;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.core.internal.git.GitRepository;
import dev.loopgen.core.internal.git.IgnoreRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RecursiveTask;
import org.jspecify.annotations.Nullable;

/**
 * Walks a work tree and finds what git would stage, and beside it the guarded files that git would
 * not. Directories are walked in parallel.
 */
final class TreeWalker {

  private final GitRepository repository;
  private final PathPatterns guard;
  private final HashingMode hashing;
  private final GitIndex index;
  private final LoopgenOutputs outputs;
  private final boolean unix;
  private final Map<RepoPath, GitIndex.Entry> indexed = new HashMap<>();
  private final Set<RepoPath> trackedDirectories = new HashSet<>();
  private final ThreadLocal<ContentHasher> hashers = ThreadLocal.withInitial(ContentHasher::new);
  private final ConcurrentLinkedQueue<Found> watched = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<NestedRepository> nested = new ConcurrentLinkedQueue<>();

  /** A directory that is the work tree of another repository. */
  record NestedRepository(RepoPath path, Path directory, @Nullable GitId recorded) {}

  TreeWalker(GitRepository repository, PathPatterns guard, HashingMode hashing, GitIndex index) {
    this.repository = repository;
    this.guard = guard;
    this.hashing = hashing;
    this.index = index;
    this.outputs = new LoopgenOutputs(repository.workTree());
    this.unix = FileStat.hasModes(repository.workTree().root());
    for (GitIndex.Entry entry : index.entries()) {
      if (entry.stage() <= 1 || !indexed.containsKey(entry.path())) {
        indexed.put(entry.path(), entry);
        addDirectories(entry.path());
      }
    }
  }

  private void addDirectories(RepoPath path) {
    for (int i = path.length() - 1; i > 0; i--) {
      if (path.at(i) == '/' && !trackedDirectories.add(RepoPath.of(path.bytes(), 0, i))) {
        return;
      }
    }
  }

  /** Walks the whole work tree; what is returned is in order. */
  RecursiveTask<List<Found>> walk() {
    return new Directory(repository.workTree().root(), null, IgnoreRules.none(), State.JUDGED);
  }

  ContentHasher hasher() {
    return hashers.get();
  }

  GitIndex.@Nullable Entry indexEntry(RepoPath path) {
    return indexed.get(path);
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

  private record Child(Path file, RepoPath path, FileStat stat) {}

  private final class Directory extends RecursiveTask<List<Found>> {

    private static final long serialVersionUID = 1L;

    private final transient Path directory;
    private final transient @Nullable RepoPath path;
    private final transient IgnoreRules outer;
    private final State state;

    Directory(Path directory, @Nullable RepoPath path, IgnoreRules outer, State state) {
      this.directory = directory;
      this.path = path;
      this.outer = outer;
      this.state = state;
    }

    @Override
    protected List<Found> compute() {
      try {
        return walk();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private List<Found> walk() throws IOException {
      if (Thread.currentThread().isInterrupted()) {
        throw new IOException("interrupted");
      }
      IgnoreRules rules =
          state == State.JUDGED
              ? outer.below(directory.resolve(".gitignore"), path == null ? 0 : path.length() + 1)
              : outer;
      List<Child> children = children();
      List<Directory> forked = new ArrayList<>();
      Map<RepoPath, Directory> byPath = new HashMap<>();
      for (Child child : children) {
        if (child.stat.directory()) {
          Directory task = enter(child, rules);
          if (task != null) {
            task.fork();
            forked.add(task);
            byPath.put(child.path, task);
          }
        }
      }
      List<Found> found = new ArrayList<>(children.size());
      for (Child child : children) {
        Directory task = byPath.get(child.path);
        if (task != null) {
          found.addAll(task.join());
        } else if (!child.stat.directory()) {
          file(child, rules, found);
        }
      }
      return found;
    }

    private List<Child> children() throws IOException {
      List<Child> children = new ArrayList<>();
      try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
        for (Path file : stream) {
          RepoPath childPath = named(path, file);
          if (!GitRepository.isDotGit(childPath)) {
            try {
              children.add(new Child(file, childPath, FileStat.of(file, unix)));
            } catch (NoSuchFileException vanished) {
              continue;
            }
          }
        }
      } catch (java.nio.file.DirectoryIteratorException e) {
        throw e.getCause();
      }
      children.sort((a, b) -> compareAsInTrees(a, b));
      return children;
    }

    private @Nullable Directory enter(Child child, IgnoreRules rules) throws IOException {
      if (state == State.FOREIGN || isOtherRepository(child)) {
        boolean guarded = guard.matchBelow(child.path).isPresent();
        return guarded ? new Directory(child.file, child.path, rules, State.FOREIGN) : null;
      }
      boolean ignored = state == State.IGNORED || rules.ignores(child.path, true);
      if (!ignored) {
        return new Directory(child.file, child.path, rules, State.JUDGED);
      }
      boolean needed =
          trackedDirectories.contains(child.path) || guard.matchBelow(child.path).isPresent();
      return needed ? new Directory(child.file, child.path, rules, State.IGNORED) : null;
    }

    /** A submodule, or a work tree of its own that git would not look into. */
    private boolean isOtherRepository(Child child) {
      GitIndex.Entry entry = indexed.get(child.path);
      boolean submodule = entry != null && entry.mode() == FileMode.GITLINK;
      if (!submodule) {
        Path dotGit = child.file.resolve(".git");
        if (trackedDirectories.contains(child.path)
            || !Files.exists(dotGit, LinkOption.NOFOLLOW_LINKS)
            || !isGitDirectory(dotGit)) {
          return false;
        }
      }
      nested.add(new NestedRepository(child.path, child.file, submodule ? entry.id() : null));
      return true;
    }

    private void file(Child child, IgnoreRules rules, List<Found> found) throws IOException {
      GitIndex.Entry entry = state == State.FOREIGN ? null : indexed.get(child.path);
      FileMode mode = child.stat.mode();
      if (!unix && entry != null && mode == FileMode.REGULAR) {
        mode = entry.mode();
      }
      if (outputs.contains(child.path, mode)) {
        return;
      }
      boolean guarded = guard.match(child.path).isPresent();
      boolean judged =
          state != State.FOREIGN
              && (entry != null || state == State.JUDGED && !rules.ignores(child.path, false));
      if (judged) {
        GitId id = id(child, mode, guarded ? null : entry);
        found.add(new Found(child.path, child.file, mode, id, child.stat.stamp()));
      } else if (guarded) {
        watched.add(
            new Found(child.path, child.file, mode, ContentHasher.EMPTY_BLOB, child.stat.stamp()));
      }
    }

    private GitId id(Child child, FileMode mode, GitIndex.@Nullable Entry entry)
        throws IOException {
      if (hashing == HashingMode.STAT && entry != null && isUnchanged(child.stat, mode, entry)) {
        return entry.id();
      }
      return hasher().blob(child.file, mode);
    }
  }

  /** As git decides it, save that only stat data that cannot be missing are compared. */
  private boolean isUnchanged(FileStat stat, FileMode mode, GitIndex.Entry entry) {
    GitIndex.Stat recorded = entry.stat();
    return entry.mode() == mode
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

  private static RepoPath named(@Nullable RepoPath parent, Path file) {
    String name = file.getFileName().toString();
    byte[] bytes =
        ContentHasher.isAscii(name)
            ? name.getBytes(StandardCharsets.US_ASCII)
            : ContentHasher.rawBytes(file.getFileName());
    if (parent == null) {
      return RepoPath.of(bytes);
    }
    byte[] joined = Arrays.copyOf(parent.bytes(), parent.length() + 1 + bytes.length);
    joined[parent.length()] = '/';
    System.arraycopy(bytes, 0, joined, parent.length() + 1, bytes.length);
    return RepoPath.of(joined);
  }

  /** Git orders a directory as if its name ended in a slash, which makes whole paths ascend. */
  private static int compareAsInTrees(Child a, Child b) {
    int common = Math.min(a.path.length(), b.path.length());
    for (int i = 0; i < common; i++) {
      int order = Integer.compare(a.path.at(i) & 0xff, b.path.at(i) & 0xff);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(next(a, common), next(b, common));
  }

  private static int next(Child child, int at) {
    if (at < child.path.length()) {
      return child.path.at(at) & 0xff;
    }
    return child.stat.directory() ? '/' : 0;
  }

  static RepositoryException unreadable(Path root, IOException e) {
    return new RepositoryException(
        "The work tree " + root + " cannot be read whole: " + e.getMessage() + ".", e);
  }
}
