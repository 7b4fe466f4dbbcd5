package dev.loopgen.api.tests;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Whether the base's versions of the test files pass over the code of a change.
 *
 * @param outcome how it went
 * @param detail why, as a clause for people; possibly empty
 * @param failedCases the base's tests that failed over the change, with what their reports say;
 *     those of deleted files excepted
 * @param lost the base's tests that were executed at the base and not over the change
 * @param deleted the base's tests that failed or were lost and whose files the change deletes
 */
public record ReplayCheck(
    Outcome outcome,
    String detail,
    List<TestCase> failedCases,
    List<TestId> lost,
    List<TestId> deleted) {

  /** Copies the lists. */
  public ReplayCheck {
    Objects.requireNonNull(outcome);
    Objects.requireNonNull(detail);
    failedCases = List.copyOf(failedCases);
    lost = List.copyOf(lost);
    deleted = List.copyOf(deleted);
  }

  /**
   * A check without a single test to name.
   *
   * @param outcome how it went
   * @param detail why, as a clause for people; possibly empty
   * @return the check
   */
  public static ReplayCheck of(Outcome outcome, String detail) {
    return new ReplayCheck(outcome, detail, List.of(), List.of(), List.of());
  }

  /**
   * Returns the base's tests that failed over the change, those of deleted files excepted.
   *
   * @return the identities
   */
  public List<TestId> failed() {
    return failedCases.stream().map(TestCase::id).toList();
  }

  /** How a replay went. */
  public enum Outcome {
    /** Every test of the base that was executed there passed. */
    PASSED,
    /** At least one did not, or a command failed. */
    FAILED,
    /** The tests could not be compiled, loaded or laid out, which decides nothing. */
    IMPOSSIBLE,
    /** The change has the base's tests, and its own run showed what a replay would show. */
    NOT_NEEDED;

    /**
     * Returns the stable name in files and machine output.
     *
     * @return a name in kebab-case, listed in docs/ids.md
     */
    public String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
