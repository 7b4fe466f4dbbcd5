/** Writes what a run found for people: pure functions of the result. */
@NullMarked
package dev.loopgen.core.internal.report;

import org.jspecify.annotations.NullMarked;
