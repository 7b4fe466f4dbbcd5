/** Threads that work for a while. */
@NullMarked
package dev.loopgen.core.internal.threads;

import org.jspecify.annotations.NullMarked;
