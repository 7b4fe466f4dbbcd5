/** Writes a run's report and state file: pure functions of the result. */
@NullMarked
package dev.loopgen.core.internal.run.report;

import org.jspecify.annotations.NullMarked;
