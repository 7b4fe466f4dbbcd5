/** Measures the hot paths of loopgen against comparable git commands. */
@NullMarked
package dev.loopgen.benchmarks;

import org.jspecify.annotations.NullMarked;
