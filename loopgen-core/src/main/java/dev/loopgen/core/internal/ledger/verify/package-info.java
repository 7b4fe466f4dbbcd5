/** Verifies a ledger: each line on its own, then the links, then the anchors. */
@NullMarked
package dev.loopgen.core.internal.ledger.verify;

import org.jspecify.annotations.NullMarked;
