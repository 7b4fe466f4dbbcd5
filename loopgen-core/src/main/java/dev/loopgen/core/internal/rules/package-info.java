/** The rules that a verdict rests on: which spec counts, and what a change must not touch. */
@NullMarked
package dev.loopgen.core.internal.rules;

import org.jspecify.annotations.NullMarked;
