/** Signs checkpoints and proves that an entry is in the ledger. */
@NullMarked
package dev.loopgen.cli.checkpoint;

import org.jspecify.annotations.NullMarked;
