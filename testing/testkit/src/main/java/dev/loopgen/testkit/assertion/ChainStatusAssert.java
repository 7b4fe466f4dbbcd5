package dev.loopgen.testkit.assertion;

import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.api.ledger.TreeHead;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/** Assertions about the status of a ledger. */
public final class ChainStatusAssert extends AbstractAssert<ChainStatusAssert, ChainStatus> {

  ChainStatusAssert(@Nullable ChainStatus actual) {
    super(actual, ChainStatusAssert.class);
  }

  /**
   * Asserts that the ledger shows no change or loss.
   *
   * @return this
   */
  public ChainStatusAssert isIntact() {
    isNotNull();
    if (!actual.isIntact()) {
      failWithMessage(
          "%s",
          Explanation.of("Expected an intact ledger, but it is " + actual.id() + ":")
              .showing(actual.describe())
              .todo("follow the sentence above; never repair a ledger by hand."));
    }
    return this;
  }

  /**
   * Asserts that the ledger is not intact, in this way.
   *
   * @param kind the status
   * @return this
   */
  public ChainStatusAssert isBrokenAs(Class<? extends ChainStatus> kind) {
    isNotNull();
    if (actual.isIntact() || !kind.isInstance(actual)) {
      failWithMessage(
          "%s",
          Explanation.of(
                  "Expected a ledger that is broken as "
                      + kind.getSimpleName()
                      + ", but it is "
                      + actual.id()
                      + ":")
              .showing(actual.describe())
              .todo("check what the test did to the ledger."));
    }
    return this;
  }

  /**
   * Asserts that the last entry is the only head and has this many entries below it, itself
   * included.
   *
   * @param size the number of entries
   * @return this
   */
  public ChainStatusAssert hasSize(long size) {
    isIntact();
    if (actual.heads().size() != 1 || actual.heads().get(0).size() != size) {
      failWithMessage(
          "%s",
          Explanation.of("Expected a chain of " + size + ", but it has these heads:")
              .showing(actual.heads().stream().map(ChainStatusAssert::line).toList(), "none")
              .todo("check which runs were recorded; a dry run is not."));
    }
    return this;
  }

  private static String line(TreeHead head) {
    return head.entry() + ", over " + head.size();
  }
}
