package dev.loopgen.api.tests;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * What the tests that a change adds or edits do over the code of the base.
 *
 * @param tests the added tests that the change executes, in order
 * @param changed the tests that the base has as well, in files that the change edits, in order
 * @param detail what a reader should know of the run, as a clause for people; possibly empty
 */
public record RedCheck(List<AddedTest> tests, List<AddedTest> changed, String detail) {

  /** Copies the lists. */
  public RedCheck {
    tests = List.copyOf(tests);
    changed = List.copyOf(changed);
    Objects.requireNonNull(detail);
  }

  /**
   * A check without a single test.
   *
   * @param detail why, as a clause for people; empty if there was none to run
   * @return the check
   */
  public static RedCheck of(String detail) {
    return new RedCheck(List.of(), List.of(), detail);
  }

  /**
   * An added or edited test.
   *
   * @param id its identity
   * @param kind what it does over the code of the base
   */
  public record AddedTest(TestId id, Kind kind) {

    public AddedTest {
      Objects.requireNonNull(id);
      Objects.requireNonNull(kind);
    }
  }

  /** What an added test does over the code of the base. */
  public enum Kind {
    /** It fails. */
    RED(true, "fails"),
    /** It cannot be compiled or loaded there, because it uses what the change defines. */
    RED_BY_ABSENCE(true, "cannot be loaded without what the change defines"),
    /** It passes, so it tells nothing apart. */
    PASSES_ON_BASE(false, "passes on the base"),
    /** No report has it, although its code could be loaded. */
    NOT_FOUND(false, "is in no report there"),
    /** It is skipped. */
    SKIPPED(false, "is skipped there"),
    /** It is not reached, because what sets it up fails. */
    FIXTURE_FAILURE(false, "is not reached there, because its fixture fails"),
    /** It cannot be loaded there, because of something that the change does not define either. */
    UNRELATED_ABSENCE(false, "cannot be loaded there, and not for want of what the change defines"),
    /** The commands failed without any test that did. */
    EXIT_WITHOUT_FAILED_TEST(
        false, "is in no report there, and the commands failed without a failed test");

    private final boolean red;
    private final String words;

    Kind(boolean red, String words) {
      this.red = red;
      this.words = words;
    }

    /**
     * Describes what the test does.
     *
     * @return a phrase for people, without a subject
     */
    public String describe() {
      return words;
    }

    /**
     * Tells whether it fails as a test of a change must.
     *
     * @return true if it tells the change from the base
     */
    public boolean isRed() {
      return red;
    }

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
