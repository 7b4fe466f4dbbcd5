/** The hash-chained list of run entries. */
@NullMarked
package dev.loopgen.api.ledger;

import org.jspecify.annotations.NullMarked;
