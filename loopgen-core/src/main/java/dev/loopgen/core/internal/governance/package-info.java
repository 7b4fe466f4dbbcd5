/** Reads ledgers and adds their runs up. */
@NullMarked
package dev.loopgen.core.internal.governance;

import org.jspecify.annotations.NullMarked;
