/** The ledger's file: its bytes, its lines, its lock. */
@NullMarked
package dev.loopgen.core.internal.ledger.file;

import org.jspecify.annotations.NullMarked;
