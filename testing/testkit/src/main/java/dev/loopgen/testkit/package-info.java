/**
 * Contract tests to extend for an implementation of one's own, and fakes that need no repository.
 *
 * <p>A contract test is an abstract JUnit class: extend it, say how to make the implementation, and
 * the inherited tests check what every caller relies on.
 */
@NullMarked
package dev.loopgen.testkit;

import org.jspecify.annotations.NullMarked;
