/**
 * Formats a gate's decision as JSON and in the formats that CI systems show. Pure functions of the
 * decision; nothing here reads a file or a clock.
 */
@NullMarked
package dev.loopgen.report.decision;

import org.jspecify.annotations.NullMarked;
