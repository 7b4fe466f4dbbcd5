/** Verifies a ledger: each line by itself, then the links, then the anchors. */
@NullMarked
package dev.loopgen.core.internal.ledger.verify;

import org.jspecify.annotations.NullMarked;
