/** Appends entries: one queue for each file, one lock, one write and one flush for each batch. */
@NullMarked
package dev.loopgen.core.internal.ledger.append;

import org.jspecify.annotations.NullMarked;
