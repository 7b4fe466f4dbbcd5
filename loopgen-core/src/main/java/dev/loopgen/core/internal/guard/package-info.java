/** Forbidden paths: what a change did to them, and what explains it. */
@NullMarked
package dev.loopgen.core.internal.guard;

import org.jspecify.annotations.NullMarked;
