/** Figures about the runs of many ledgers, which can be worked out in parts and added up. */
@NullMarked
package dev.loopgen.api.governance;

import org.jspecify.annotations.NullMarked;
