/** Keeps the file of a ledger: appends to it, merges it, remembers what git holds of it. */
@NullMarked
package dev.loopgen.core.internal.ledger;

import org.jspecify.annotations.NullMarked;
