package dev.loopgen.core.internal.tests.canary;

import java.util.Optional;

/** Writes tests that must fail, for one test runner. */
interface CanaryAdapter {

  /**
   * Writes them, if the tests of a tree are of this runner. They load the code that one of those
   * tests loads, and fail through the runner's own assertions and without them.
   *
   * @param nonce what the names of the tests must hold
   */
  Optional<Canary> canary(TestSources tests, String nonce);
}
