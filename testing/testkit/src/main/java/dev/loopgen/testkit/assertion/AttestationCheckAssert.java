package dev.loopgen.testkit.assertion;

import dev.loopgen.api.attest.Check;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions about the check of a bundle. Who signed is part of the check itself: a verifier was
 * told whom to expect.
 */
public final class AttestationCheckAssert extends AbstractAssert<AttestationCheckAssert, Check<?>> {

  AttestationCheckAssert(@Nullable Check<?> actual) {
    super(actual, AttestationCheckAssert.class);
  }

  /**
   * Asserts that the expected identity signed what was expected. True for a failed run, too.
   *
   * @return this
   */
  public AttestationCheckAssert isVerified() {
    isNotNull();
    if (!actual.isVerified()) {
      fail("a verified bundle", "have the expected identity sign this very entry or declaration.");
    }
    return this;
  }

  /**
   * Asserts that the bundle is evidence of a pass.
   *
   * @return this
   */
  public AttestationCheckAssert provesPass() {
    isVerified();
    if (!actual.provesPass()) {
      fail("proof of a pass", "repair the change and have a run that passes attested.");
    }
    return this;
  }

  /**
   * Asserts that the bundle is known to be wrong or to be about something else.
   *
   * @return this
   */
  public AttestationCheckAssert isRejected() {
    return is(Check.Rejected.class, "a rejected bundle");
  }

  /**
   * Asserts that something needed for a result was missing.
   *
   * @return this
   */
  public AttestationCheckAssert isUndecided() {
    return is(Check.Undecided.class, "an undecided check");
  }

  private AttestationCheckAssert is(Class<?> kind, String expected) {
    isNotNull();
    if (!kind.isInstance(actual)) {
      fail(expected, "check what the test did to the bundle.");
    }
    return this;
  }

  private void fail(String expected, String remedy) {
    failWithMessage(
        "%s",
        Explanation.of("Expected " + expected + ", but the check is " + actual.id() + ":")
            .showing(actual.describe())
            .todo(remedy));
  }
}
