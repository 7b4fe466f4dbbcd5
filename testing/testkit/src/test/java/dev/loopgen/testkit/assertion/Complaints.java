package dev.loopgen.testkit.assertion;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What a failed assertion says. */
final class Complaints {

  private Complaints() {}

  /** Asserts that an assertion fails, shows the evidence and names what to do. */
  static void complains(ThrowingCallable assertion, String... evidence) {
    assertThatThrownBy(assertion)
        .isInstanceOf(AssertionError.class)
        .hasMessageContainingAll(evidence)
        .hasMessageContaining("\nTo do: ");
  }
}
