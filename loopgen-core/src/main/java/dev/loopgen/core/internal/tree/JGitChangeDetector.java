package dev.loopgen.core.internal.tree;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.BaseRequest;
import dev.loopgen.api.tree.ChangeDetector;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.SnapshotRequest;
import dev.loopgen.api.tree.TreeEntry;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.api.tree.WorkTree;
import dev.loopgen.core.internal.concurrent.Interrupts;
import dev.loopgen.core.internal.concurrent.WorkerPool;
import dev.loopgen.core.internal.files.ProjectLayout;
import dev.loopgen.core.internal.git.BaseResolver;
import dev.loopgen.core.internal.git.CommitBase;
import dev.loopgen.core.internal.git.GitRepository;
import dev.loopgen.core.internal.git.HeadBase;
import dev.loopgen.core.internal.git.SortedArrayMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/**
 * Detects changes of a git repository with JGit's object model and the file system. Starts no
 * process, writes nothing and leaves no thread running.
 */
public final class JGitChangeDetector implements ChangeDetector {

  private static final int MAX_DEPTH = 16;

  private final Path project;
  private final GitRepository repository;
  private final Clock clock;
  private final LoopgenOutputs outputs;
  private final KnownOutputs known = new KnownOutputs();

  /** How many repositories enclose this one. */
  private final int depth;

  private volatile GitIndex lastIndex = GitIndex.NONE;
  private volatile DirectoryListingCache lastSettled = DirectoryListingCache.none();
  private volatile FileHashCache lastRead = FileHashCache.none();

  private JGitChangeDetector(
      Path project, GitRepository repository, Clock clock, LoopgenOutputs outputs, int depth) {
    this.project = project;
    this.repository = repository;
    this.clock = clock;
    this.outputs = outputs;
    this.depth = depth;
  }

  /**
   * Opens the repository around a project.
   *
   * @throws RepositoryException if there is no readable one, or the project's {@code .loopgen} is a
   *     symbolic link
   */
  public static JGitChangeDetector open(Path project) {
    return open(project, Clock.systemUTC());
  }

  /** Opens it with a clock other than the one that sets file times. */
  static JGitChangeDetector open(Path project, Clock clock) {
    GitRepository repository = GitRepository.open(project);
    Path directory = ProjectLayout.directory(project);
    if (Files.isSymbolicLink(directory)) {
      throw new RepositoryException(
          directory + " is a symbolic link. Replace it with a directory of the project itself.");
    }
    LoopgenOutputs outputs = new LoopgenOutputs(repository.workTree());
    return new JGitChangeDetector(project, repository, clock, outputs, 0);
  }

  /**
   * Opens a repository inside this one, with nothing excluded.
   *
   * @throws RepositoryException if it cannot be read, or is nested too deeply, as each level takes
   *     its own threads
   */
  JGitChangeDetector inside(Path directory) {
    if (depth == MAX_DEPTH) {
      throw new RepositoryException(
          directory + " is nested in more than " + MAX_DEPTH + " repositories.");
    }
    return new JGitChangeDetector(
        directory, GitRepository.open(directory), clock, LoopgenOutputs.NONE, depth + 1);
  }

  /** Returns the commit of HEAD as the base. */
  Base headBase() {
    return new JudgedBase(HeadBase.of(reopened()), outputs);
  }

  /** Returns the git directory of this work tree, which may hold its private state. */
  public Path gitDirectory() {
    return repository.gitDirectory();
  }

  /**
   * Returns the repository in its current state.
   *
   * @throws RepositoryException if it is no longer there or readable
   */
  public GitRepository reopened() {
    return repository.again(project);
  }

  @Override
  public WorkTree workTree() {
    return repository.workTree();
  }

  @Override
  public Base resolveBase(BaseRequest request) throws InterruptedException {
    try {
      CommitBase base = BaseResolver.resolve(reopened(), request);
      return new JudgedBase(base, outputs);
    } catch (RepositoryException e) {
      throw Interrupts.unlessInterrupted(e);
    }
  }

  @Override
  public TreeSnapshot snapshot(SnapshotRequest request) throws InterruptedException {
    GitRepository now = reopened();
    if (!now.workTree().root().equals(repository.workTree().root())) {
      throw new RepositoryException(
          "The work tree moved from "
              + repository.workTree().root()
              + " to "
              + now.workTree().root()
              + ".");
    }
    try {
      return WorkerPool.run(() -> take(now, request));
    } catch (RepositoryException e) {
      throw Interrupts.unlessInterrupted(e);
    } catch (IOException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedException();
      }
      throw UnreadableDirectories.unreadable(repository.workTree().root(), e);
    }
  }

  /** Reads the base's tree and the index, which share what they have in common, and walks. */
  private TreeSnapshot take(GitRepository now, SnapshotRequest request)
      throws IOException, InterruptedException {
    if (now.isPartial() && request.base() instanceof JudgedBase judged) {
      judged.requireObjects();
    }
    DirectoryListingCache settled = lastSettled.next(clock.instant());
    FileHashCache read = lastRead.next();
    Path file = now.gitDirectory().resolve("index");
    SortedArrayMap<RepoPath, TreeEntry> base = SortedArrayMap.copyOf(request.base().tree());
    GitIndex index = GitIndex.read(file, now.objects(), lastIndex, base);
    lastIndex = index;
    TreeWalker walker =
        new TreeWalker(now, request.guard(), request.hashing(), index, settled, read, outputs);
    List<WalkedPath> found = walker.walk();
    lastSettled = settled;
    lastRead = read;
    return new SnapshotBuilder(now, request, index, walker, known, this::inside).build(found);
  }
}
