/** Checks one entry on its own: its required members and the rules between them. */
@NullMarked
package dev.loopgen.core.internal.ledger.entry;

import org.jspecify.annotations.NullMarked;
