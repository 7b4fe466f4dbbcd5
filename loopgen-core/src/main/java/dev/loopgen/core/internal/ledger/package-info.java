/** The ledger file. */
@NullMarked
package dev.loopgen.core.internal.ledger;

import org.jspecify.annotations.NullMarked;
