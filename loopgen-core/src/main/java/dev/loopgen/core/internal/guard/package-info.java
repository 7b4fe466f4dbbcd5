/** Finds changes of forbidden paths, and what explains them. */
@NullMarked
package dev.loopgen.core.internal.guard;

import org.jspecify.annotations.NullMarked;
