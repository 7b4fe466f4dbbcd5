/** Runs in which a model makes the change: their limits, what became of each action, their end. */
@NullMarked
package dev.loopgen.api.driven;

import org.jspecify.annotations.NullMarked;
