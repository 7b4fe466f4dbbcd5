package dev.loopgen.api.gate;

import dev.loopgen.api.internal.text.Plural;
import java.util.ArrayList;
import java.util.List;

/**
 * What a run must show about tests for a gate to accept it. The run must execute every test that
 * the base executes, unless the base itself agrees that a test is lost or skipped. An agreement
 * made in somebody's own clone does not count.
 *
 * @param minimum the fewest executed tests
 * @param replay whether the base's tests must have passed over the change
 * @param red whether the change's tests must have been run over the base, and failed there
 * @param attempts how many times the commands must have been run at least
 * @param earlierFailures how many runs of the very same tree may have failed before
 * @param coverage the least share of covered lines of the change in percent
 * @param flaky whether a run may pass with a warning although its attempts differed
 * @param declared whether this concerns only loops whose spec demands something of tests
 */
public record RequiredTests(
    int minimum,
    boolean replay,
    boolean red,
    int attempts,
    int earlierFailures,
    int coverage,
    boolean flaky,
    boolean declared) {

  /** Any number of tests, and nothing else. */
  public static final RequiredTests ANY =
      new RequiredTests(1, false, false, 1, Integer.MAX_VALUE, 0, false, false);

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is negative, or the share is no percentage
   */
  public RequiredTests {
    if (minimum < 0 || attempts < 1 || earlierFailures < 0 || coverage < 0 || coverage > 100) {
      throw new IllegalArgumentException(
          minimum + ", " + attempts + ", " + earlierFailures + ", " + coverage);
    }
  }

  /**
   * Describes the requirement.
   *
   * @return clauses for people, for example {@code at least 10 executed, none lost}
   */
  public String describe() {
    List<String> parts = new ArrayList<>();
    parts.add("at least " + minimum + " executed, none lost, none newly skipped");
    if (replay) {
      parts.add("the base's tests passed over the change");
    }
    if (red) {
      parts.add("the change's tests failed over the base");
    }
    if (attempts > 1) {
      parts.add(attempts + " attempts");
    }
    if (earlierFailures < Integer.MAX_VALUE) {
      parts.add("at most " + Plural.of(earlierFailures, "failed run") + " of the same tree before");
    }
    if (coverage > 0) {
      parts.add(coverage + " percent of the changed lines covered");
    }
    if (!flaky) {
      parts.add("none flaky");
    }
    if (declared) {
      parts.add("where the spec demands tests");
    }
    return String.join(", ", parts);
  }
}
