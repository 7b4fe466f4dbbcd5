package dev.loopgen.api.run;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Checks that the author of a change does not know: files that are laid over an export of its tree,
 * where the loop's commands run them with the others.
 *
 * <p>Neither their content, nor their output, nor how many there are leaves the run. Its verdict
 * does, one bit for each evaluation, so evaluations are counted for each base and bounded. While
 * the checks run, the code under test can read them; what it writes is thrown away.
 *
 * <p>They are the files of a directory, or those of a revision in a git repository, bare or not,
 * that need not be checked out anywhere. Their paths there are those that they get below {@link
 * dev.loopgen.api.spec.TestRules#hidden()}, or in the project if the loop names no place.
 *
 * @param directory a directory outside the repository under judgement
 * @param revision the revision in the git repository at the directory, a ref or the whole id of a
 *     commit or tree; empty if the directory holds the files themselves
 * @param maxEvaluations how often changes of one base may be judged by them; positive
 */
public record HiddenChecks(Path directory, String revision, int maxEvaluations) {

  /** How often changes of one base may be judged if the caller says nothing. */
  public static final int DEFAULT_EVALUATIONS = 20;

  /**
   * Checks the number.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public HiddenChecks {
    Objects.requireNonNull(directory, "directory");
    Objects.requireNonNull(revision, "revision");
    if (maxEvaluations < 1) {
      throw new IllegalArgumentException(maxEvaluations + " is not positive");
    }
  }

  /**
   * Names checks.
   *
   * @param directory a directory outside the repository
   * @return the checks, for {@value #DEFAULT_EVALUATIONS} evaluations of each base
   */
  public static HiddenChecks in(Path directory) {
    return new HiddenChecks(directory, "", DEFAULT_EVALUATIONS);
  }

  /**
   * Names checks in a git repository.
   *
   * @param repository a git directory outside the repository under judgement, or the directory
   *     around it
   * @param revision a ref, or the whole id of a commit or tree
   * @return the checks, for {@value #DEFAULT_EVALUATIONS} evaluations of each base
   */
  public static HiddenChecks in(Path repository, String revision) {
    return new HiddenChecks(repository, revision, DEFAULT_EVALUATIONS);
  }

  /**
   * Changes how often changes of one base may be judged.
   *
   * @param evaluations the number; positive
   * @return the same checks with that limit
   * @throws IllegalArgumentException if it is not positive
   */
  public HiddenChecks atMost(int evaluations) {
    return new HiddenChecks(directory, revision, evaluations);
  }
}
