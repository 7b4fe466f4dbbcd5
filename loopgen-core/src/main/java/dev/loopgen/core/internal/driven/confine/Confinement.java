package dev.loopgen.core.internal.driven.confine;

import dev.loopgen.api.driven.BlockReason;
import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.FileMode;
import dev.loopgen.api.tree.FileStamp;
import dev.loopgen.api.tree.PathPattern;
import dev.loopgen.api.tree.PathPatterns;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.api.tree.WorkTree;
import dev.loopgen.core.internal.files.FileNameBytes;
import dev.loopgen.core.internal.tree.FileStamps;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a model may touch in one run: the rules for paths, the files as last seen and the budget.
 * Not thread-safe.
 */
public final class Confinement {

  private final Base base;
  private final WorkTree workTree;
  private final List<PathGuard> guards;
  private final Syntax syntax;
  private final CommandFiles commandFiles;
  private final ActionBudget budget;
  private JudgedFiles files;

  /**
   * The expectations of a run.
   *
   * @param base the base of the change
   * @param workTree the work tree and the project in it
   * @param specFile the spec file, relative to the project
   * @param commands the loop's commands, whose files a model must not edit
   * @param forbidden the loop's patterns, and those for the targets of guarded links
   * @param outputs the outputs that the spec declares
   */
  public record Rules(
      Base base,
      WorkTree workTree,
      String specFile,
      List<String> commands,
      List<PathPattern> forbidden,
      List<PathPattern> outputs) {

    public Rules {
      commands = List.copyOf(commands);
      forbidden = List.copyOf(forbidden);
      outputs = List.copyOf(outputs);
    }
  }

  /** Splits a path that a model wrote into its names. */
  @FunctionalInterface
  interface Syntax {
    List<String> names(String path) throws BlockedException;
  }

  /** Creates the confinement of a run that starts from a snapshot. */
  public Confinement(Rules rules, TreeSnapshot start, ActionLimits limits) {
    this(rules, start, limits, null, PathSyntax::names);
  }

  /** Creates a confinement with other guards or another syntax, for tests of the tests. */
  Confinement(
      Rules rules,
      TreeSnapshot start,
      ActionLimits limits,
      @Nullable List<PathGuard> guards,
      Syntax syntax) {
    this.syntax = syntax;
    this.base = rules.base();
    this.workTree = rules.workTree();
    this.files = new JudgedFiles(start, base, workTree);
    this.budget = new ActionBudget(limits);
    this.commandFiles = new CommandFiles(rules.commands(), base, workTree, files);
    this.guards = guards == null ? guards(rules) : List.copyOf(guards);
  }

  private List<PathGuard> guards(Rules rules) {
    return List.of(
        new ReservedPaths(),
        new SpecFile(rules.specFile()),
        new CiIncludes(base),
        new ForbiddenPaths(rules.forbidden(), workTree),
        new UnjudgedPaths(() -> files, base, workTree, PathPatterns.of(rules.outputs(), workTree)));
  }

  List<PathGuard> guards() {
    return guards;
  }

  WorkTree workTree() {
    return workTree;
  }

  ActionBudget budget() {
    return budget;
  }

  JudgedFiles files() {
    return files;
  }

  /** Takes a newer snapshot as what was last seen. */
  public void seen(TreeSnapshot snapshot) {
    files = new JudgedFiles(snapshot, base, workTree);
  }

  /** Returns the snapshot that was last seen. */
  public TreeSnapshot lastSeen() {
    return files.snapshot();
  }

  /** Counts a change that was made before the run was interrupted. */
  public void madeBefore(String path, long size) {
    budget.spend(workTree.inProject(path), size);
  }

  /** Counts actions that were taken before the run was interrupted, whatever became of them. */
  public void tookBefore(int count) {
    budget.took(count);
  }

  /** Returns the judged files of the project that the rules let a model read, in order. */
  Stream<String> readable() {
    String prefix = prefix();
    return files.snapshot().entries().entrySet().stream()
        .filter(entry -> isFile(entry.getValue().mode()))
        .flatMap(entry -> entry.getKey().text().stream())
        .filter(path -> path.startsWith(prefix))
        .map(path -> path.substring(prefix.length()))
        .filter(this::isReadable);
  }

  /** Returns those of these files that bear one of some last names. */
  List<String> readable(Set<String> fileNames) {
    String prefix = prefix();
    return files.snapshot().entries().entrySet().stream()
        .filter(entry -> isFile(entry.getValue().mode()))
        .flatMap(entry -> entry.getKey().text().stream())
        .filter(path -> fileNames.contains(path.substring(path.lastIndexOf('/') + 1)))
        .filter(path -> path.startsWith(prefix))
        .map(path -> path.substring(prefix.length()))
        .filter(this::isReadable)
        .toList();
  }

  private String prefix() {
    return workTree.project().flatMap(RepoPath::text).map(p -> p + "/").orElse("");
  }

  private static boolean isFile(FileMode mode) {
    return mode == FileMode.REGULAR || mode == FileMode.EXECUTABLE;
  }

  private boolean isReadable(String path) {
    try {
      path(path, false);
      return true;
    } catch (BlockedException | IOException notShown) {
      return false;
    }
  }

  /** Counts an action against the budget. */
  public void take() throws BlockedException {
    budget.take();
  }

  boolean isExecutableAtBase(NamedPath path) {
    TreeEntry entry = base.tree().get(path.inRepository());
    return entry != null && entry.mode() == FileMode.EXECUTABLE;
  }

  /** Returns how many files were changed so far. */
  public int filesChanged() {
    return budget.files();
  }

  /**
   * Reads a path that a model wrote and checks it against the rules.
   *
   * @param write whether the path is to be changed, not read
   */
  NamedPath path(String path, boolean write) throws BlockedException, IOException {
    NamedPath named = NamedPath.of(syntax.names(path), workTree);
    for (PathGuard guard : guards) {
      guard.check(named, write);
    }
    return named;
  }

  /**
   * Checks a change of a file.
   *
   * @param before its content now, or null if there is no file
   * @param after the new content, or null if it is to be removed
   */
  void check(NamedPath path, byte @Nullable [] before, byte @Nullable [] after)
      throws BlockedException {
    if (!files.isAsSeen(path.inRepository(), before, hasItsStamp(path))) {
      throw new BlockedException(BlockReason.CHANGED_ELSEWHERE);
    }
    budget.check(path.inRepository(), after == null ? 0 : after.length);
    commandFiles.check(path.inRepository(), files, after);
  }

  private boolean hasItsStamp(NamedPath path) {
    FileStamp seen = files.snapshot().stamps().get(path.inRepository());
    Path file = FileNameBytes.resolve(workTree.root(), path.inRepository().bytes());
    return seen != null && FileStamps.of(file).filter(seen::equals).isPresent();
  }

  /** Notes a change that was made. */
  void changed(NamedPath path, byte @Nullable [] after) {
    budget.spend(path.inRepository(), after == null ? 0 : after.length);
    files.written(path.inRepository(), after);
  }
}
