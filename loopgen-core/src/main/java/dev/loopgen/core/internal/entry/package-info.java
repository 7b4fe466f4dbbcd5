/** What one line of a ledger holds and what is wrong with it, wherever it stands. */
@NullMarked
package dev.loopgen.core.internal.entry;

import org.jspecify.annotations.NullMarked;
