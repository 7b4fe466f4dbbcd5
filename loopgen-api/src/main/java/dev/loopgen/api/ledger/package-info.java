/** The hash-chained ledger of run entries. */
@NullMarked
package dev.loopgen.api.ledger;

import org.jspecify.annotations.NullMarked;
