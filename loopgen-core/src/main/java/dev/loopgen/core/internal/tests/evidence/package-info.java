/** Evidence about tests in the ledger, and beside the report of a run. */
@NullMarked
package dev.loopgen.core.internal.tests.evidence;

import org.jspecify.annotations.NullMarked;
