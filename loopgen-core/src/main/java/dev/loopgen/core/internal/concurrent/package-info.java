/** Threads that share one job and end with it, and interrupts told apart from failures. */
@NullMarked
package dev.loopgen.core.internal.concurrent;

import org.jspecify.annotations.NullMarked;
