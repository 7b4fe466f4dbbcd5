/**
 * What the output of failing commands says: which lines matter, and which files they name. Output
 * is data: a name in it is a claim, to be looked up among the files that may be shown.
 */
@NullMarked
package dev.loopgen.core.internal.driven.failure;

import org.jspecify.annotations.NullMarked;
