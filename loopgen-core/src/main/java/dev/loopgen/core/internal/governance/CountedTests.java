package dev.loopgen.core.internal.governance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The countable facts that an entry has about tests, in a reusable object. Not thread-safe. */
final class CountedTests {

  /** Whether the entry has evidence about tests; otherwise the rest is meaningless. */
  boolean present;

  long executed;
  long skipped;

  private final long[] counts = new long[Concern.values().length];
  private final List<NamedTest> named = new ArrayList<>();

  /** Why an entry names tests, with the member that lists them. */
  enum Concern {
    FAILED("failed"),
    LOST("lost"),
    NEWLY_SKIPPED("newlySkipped"),
    FLAKY("flaky"),
    REPEATED("repeated"),
    SLOW("slowest");

    /** Those with a list of their own, which has a count and the first names. */
    static final List<Concern> LISTED = List.of(FAILED, LOST, NEWLY_SKIPPED, FLAKY, REPEATED);

    private final String member;

    Concern(String member) {
      this.member = member;
    }

    String member() {
      return member;
    }
  }

  /**
   * A test that the entry names.
   *
   * @param millis how long it took, of a slow one; otherwise 0
   */
  record NamedTest(String test, Concern concern, long millis) {}

  void clear() {
    present = false;
    executed = 0;
    skipped = 0;
    Arrays.fill(counts, 0);
    named.clear();
  }

  void count(Concern concern, long count) {
    counts[concern.ordinal()] = count;
  }

  long count(Concern concern) {
    return counts[concern.ordinal()];
  }

  void name(String test, Concern concern, long millis) {
    named.add(new NamedTest(test, concern, millis));
  }

  List<NamedTest> named() {
    return named;
  }
}
