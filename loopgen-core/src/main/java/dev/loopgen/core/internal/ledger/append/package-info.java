/** Appends entries: one queue per file; one lock, write and flush per batch. */
@NullMarked
package dev.loopgen.core.internal.ledger.append;

import org.jspecify.annotations.NullMarked;
