/** One run of a loop, from request to ledger entry. */
@NullMarked
package dev.loopgen.core.internal.run;

import org.jspecify.annotations.NullMarked;
