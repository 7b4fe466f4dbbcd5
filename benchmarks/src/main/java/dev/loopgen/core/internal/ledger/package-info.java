/** Measures what only the ledger's own package can call. */
@NullMarked
package dev.loopgen.core.internal.ledger;

import org.jspecify.annotations.NullMarked;
