package dev.loopgen.core.internal.tree;

import dev.loopgen.api.tree.DirectoryPatterns;
import dev.loopgen.api.tree.DirectoryStamps.DirectoryStamp;
import dev.loopgen.api.tree.FileMode;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.core.internal.git.GitRepository;
import dev.loopgen.core.internal.git.IgnoreRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RecursiveAction;
import org.jspecify.annotations.Nullable;

/** The walk through one directory and what is below it. */
final class DirectoryWalk extends RecursiveAction {

  private static final long serialVersionUID = 1L;

  private final transient TreeWalker walker;
  private final transient Path directory;
  private final transient @Nullable RepoPath path;
  private final transient FileStat stat;
  private final transient IndexDirectory tracked;
  private final transient DirectoryPatterns patterns;
  private final transient IgnoreRules outer;
  private final State state;
  private transient long names;
  private transient @Nullable WalkedPath[] files = {};
  private transient @Nullable DirectoryWalk[] entered = {};

  /** Which files of a directory count. */
  private enum State {
    /** Those that the ignore rules allow. */
    JUDGED,
    /** Only those in the index; the directory is ignored. */
    IGNORED,
    /** Only guarded ones; the directory belongs to another repository. */
    FOREIGN
  }

  private DirectoryWalk(
      TreeWalker walker,
      Path directory,
      @Nullable RepoPath path,
      FileStat stat,
      IndexDirectory tracked,
      DirectoryPatterns patterns,
      IgnoreRules outer,
      State state) {
    this.walker = walker;
    this.directory = directory;
    this.path = path;
    this.stat = stat;
    this.tracked = tracked;
    this.patterns = patterns;
    this.outer = outer;
    this.state = state;
  }

  /** Returns the walk through a whole work tree. */
  static DirectoryWalk ofRoot(TreeWalker walker, Path root, FileStat stat) {
    return new DirectoryWalk(
        walker,
        root,
        null,
        stat,
        IndexDirectory.whole(walker.index()),
        walker.patterns(),
        IgnoreRules.none(),
        State.JUDGED);
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
    IgnoreRules rules = rules(children);
    files = new WalkedPath[children.size()];
    entered = new DirectoryWalk[children.size()];
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

  /** Returns what counts; empty if an unreadable directory holds nothing judged or guarded. */
  private List<DirectoryChild> childrenIfReadable() throws IOException {
    try {
      return children();
    } catch (AccessDeniedException denied) {
      if (path == null || state == State.JUDGED || !tracked.isEmpty()) {
        throw denied;
      }
      walker.unreadable().passOver(path, denied);
      return List.of();
    }
  }

  private List<DirectoryChild> children() throws IOException {
    if (state != State.JUDGED && tracked.isEmpty() && !mayHoldOutputs() && walker.unix()) {
      GuardedDirectory.Listing listing = walker.guarded().list(directory, patterns);
      if (listing != null) {
        names = listing.names();
        return listing.children();
      }
    }
    List<DirectoryChild> children = walker.children(directory, path != null && !isGuarded());
    for (DirectoryChild child : children) {
      names += GuardedDirectory.mixed(child.name());
    }
    return children;
  }

  private boolean isGuarded() {
    return path == null || patterns.canMatch();
  }

  private boolean mayHoldOutputs() {
    return walker.outputs().mayLieIn(path);
  }

  private @Nullable Void readFiles(List<DirectoryChild> children, IgnoreRules rules)
      throws IOException {
    FileSelection.Place place =
        new FileSelection.Place(
            path, patterns, state == State.JUDGED ? rules : null, mayHoldOutputs());
    for (int i = 0; i < files.length; i++) {
      DirectoryChild child = children.get(i);
      if (!child.stat().directory()) {
        files[i] = walker.files().select(child, place, tracked.file(child.name()));
      }
    }
    return null;
  }

  DirectoryStamp stamp() {
    return new DirectoryStamp(stat.stamp(), names);
  }

  /** Adds the judged paths in order, and the stamps of the directories below the root. */
  void addTo(List<WalkedPath> all, Map<RepoPath, DirectoryStamp> directories) {
    if (path != null) {
      directories.put(path, stamp());
    }
    for (int i = 0; i < files.length; i++) {
      if (entered[i] != null) {
        entered[i].addTo(all, directories);
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
        && Objects.equals(path, walker.outputs().directory())
        && ignoreFile.stat().mode() == FileMode.REGULAR
        && OutputContent.isIgnoreFile(ignoreFile.file());
  }

  /** Returns the walk through a subdirectory, or null if nothing in it can count. */
  private @Nullable DirectoryWalk enter(DirectoryChild child, IgnoreRules rules)
      throws IOException {
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
    DirectoryPatterns within = patterns.enter(child.name().getBytes(StandardCharsets.ISO_8859_1));
    return inside == State.JUDGED || !part.isEmpty() || within.canMatch()
        ? new DirectoryWalk(
            walker, child.file(), childPath, child.stat(), part, within, rules, inside)
        : null;
  }

  private boolean isSubmodule(DirectoryChild child, RepoPath childPath) {
    GitIndex.Entry entry = tracked.file(child.name());
    if (entry == null || entry.content().mode() != FileMode.GITLINK) {
      return false;
    }
    walker
        .findings()
        .addNested(
            new WalkFindings.NestedRepository(childPath, child.file(), entry.content().id()));
    return true;
  }

  /** Tells whether a directory is another work tree, which git would add as a commit. */
  private boolean isRepository(DirectoryChild child, RepoPath childPath) {
    Path dotGit = child.file().resolve(".git");
    if (!Files.exists(dotGit, LinkOption.NOFOLLOW_LINKS) || !isGitDirectory(dotGit)) {
      return false;
    }
    walker.findings().addNested(new WalkFindings.NestedRepository(childPath, child.file(), null));
    return true;
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
