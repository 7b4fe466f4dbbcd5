/**
 * Runs of the commands over trees that are composed in git: the base, the base's tests over the
 * change, the change's tests over the base, and tests that must fail.
 */
@NullMarked
package dev.loopgen.core.internal.tests.replay;

import org.jspecify.annotations.NullMarked;
