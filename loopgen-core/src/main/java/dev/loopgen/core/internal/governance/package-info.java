/** Reads ledgers and adds up their runs. */
@NullMarked
package dev.loopgen.core.internal.governance;

import org.jspecify.annotations.NullMarked;
