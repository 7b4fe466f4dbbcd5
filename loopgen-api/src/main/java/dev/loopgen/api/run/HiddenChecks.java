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
 * @param directory a directory outside the repository, whose files have the paths in it that they
 *     get below {@link dev.loopgen.api.spec.TestRules#hidden()}, or in the project if the loop
 *     names no place
 * @param maxEvaluations how often changes of one base may be judged by them; positive
 */
public record HiddenChecks(Path directory, int maxEvaluations) {

  /** How often changes of one base may be judged if the caller says nothing. */
  public static final int DEFAULT_EVALUATIONS = 20;

  /**
   * Checks the number.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public HiddenChecks {
    Objects.requireNonNull(directory, "directory");
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
    return new HiddenChecks(directory, DEFAULT_EVALUATIONS);
  }
}
