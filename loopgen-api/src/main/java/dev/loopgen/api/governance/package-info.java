/** Figures about the runs of many ledgers, computed in parts and merged. */
@NullMarked
package dev.loopgen.api.governance;

import org.jspecify.annotations.NullMarked;
