/** Formats summaries of ledgers: pure functions of the summary. */
@NullMarked
package dev.loopgen.report;

import org.jspecify.annotations.NullMarked;
