/**
 * A gate's decision for those who were not there: JSON, and the formats that CI systems show. Pure
 * functions of the decision; nothing here reads a file or a clock.
 */
@NullMarked
package dev.loopgen.report.decision;

import org.jspecify.annotations.NullMarked;
