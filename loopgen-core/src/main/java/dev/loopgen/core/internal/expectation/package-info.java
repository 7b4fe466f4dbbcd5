/** Determines what a change is judged by: its base and its spec. */
@NullMarked
package dev.loopgen.core.internal.expectation;

import org.jspecify.annotations.NullMarked;
