/** The output formats of a summary of ledgers. */
@NullMarked
package dev.loopgen.report.internal;

import org.jspecify.annotations.NullMarked;
