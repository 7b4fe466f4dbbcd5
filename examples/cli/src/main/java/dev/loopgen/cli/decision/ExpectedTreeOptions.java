package dev.loopgen.cli.decision;

import dev.loopgen.api.tree.GitId;
import dev.loopgen.cli.support.GitIdConverter;
import dev.loopgen.core.JudgedCommit;
import dev.loopgen.core.Loopgen;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that name the tree that a decision must be about. */
public final class ExpectedTreeOptions {

  /** The origin of the default tree, as text that follows its id. */
  public static final String OF_HEAD = " of HEAD; changes in the work tree were not checked";

  @Option(
      names = "--tree",
      paramLabel = "ID",
      converter = GitIdConverter.class,
      description =
          "The tree that must have been accepted; without --commit as the tree of any commit."
              + " Default: that of HEAD.")
  private @Nullable GitId tree;

  @Option(
      names = "--commit",
      paramLabel = "ID",
      converter = GitIdConverter.class,
      description = "The commit that must have been accepted; without --tree also its tree.")
  private @Nullable GitId commit;

  @Option(
      names = "--any-commit",
      description = "Require only the tree of HEAD, as the tree of any commit.")
  private boolean anyCommit;

  /**
   * The expected subject of a decision.
   *
   * @param tree the tree
   * @param commit the commit, or null for any
   * @param origin the origin of the tree, as text that follows its id
   */
  record ExpectedTree(GitId tree, @Nullable GitId commit, String origin) {}

  /** Tells whether the decision may be about any commit that has the tree. */
  boolean isOfAnyCommit() {
    return anyCommit || (tree != null && commit == null);
  }

  /**
   * Returns the expected subject. Reads the clone only if the tree is not given.
   *
   * @throws IllegalArgumentException if the options contradict each other
   * @throws dev.loopgen.api.RepositoryException if the clone is needed and cannot be read
   */
  ExpectedTree in(Path project) {
    if (anyCommit && commit != null) {
      throw new IllegalArgumentException("--any-commit contradicts --commit. Choose one.");
    }
    if (tree != null) {
      return new ExpectedTree(tree, commit, "");
    }
    if (commit != null) {
      return new ExpectedTree(
          Loopgen.judgedCommit(project, commit).tree(), commit, " of that commit");
    }
    JudgedCommit head = Loopgen.judgedCommit(project);
    return new ExpectedTree(head.tree(), anyCommit ? null : head.commit(), OF_HEAD);
  }
}
