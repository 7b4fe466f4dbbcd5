/**
 * Checks lines of a ledger without making objects of them. What it calls sound is what {@code
 * entry} would; what it is not sure of, it leaves to that.
 */
@NullMarked
package dev.loopgen.core.internal.scan;

import org.jspecify.annotations.NullMarked;
