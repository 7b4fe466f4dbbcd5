/** Worker threads that end with their work, and the handling of interrupts. */
@NullMarked
package dev.loopgen.core.internal.concurrent;

import org.jspecify.annotations.NullMarked;
