/** Runs, and the output of their commands, as plain text. */
@NullMarked
package dev.loopgen.report.run;

import org.jspecify.annotations.NullMarked;
