/**
 * A JUnit extension for tests of what embeds loopgen. Start at {@link
 * dev.loopgen.junit.LoopgenTest}.
 */
@NullMarked
package dev.loopgen.junit;

import org.jspecify.annotations.NullMarked;
