/** The ledger's file: bytes, lines and lock. */
@NullMarked
package dev.loopgen.core.internal.ledger.file;

import org.jspecify.annotations.NullMarked;
