/** Measures the hot paths of loopgen beside what git takes for the like. */
@NullMarked
package dev.loopgen.benchmarks;

import org.jspecify.annotations.NullMarked;
