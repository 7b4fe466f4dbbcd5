/**
 * Contract tests for your own implementations of the API, and fakes that need no repository.
 *
 * <p>A contract test is an abstract JUnit class. Extend it and supply your implementation; the
 * inherited tests check what callers rely on.
 */
@NullMarked
package dev.loopgen.testkit;

import org.jspecify.annotations.NullMarked;
