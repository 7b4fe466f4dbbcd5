/**
 * The exceptions shared by every part of the loopgen API.
 *
 * <p>The parts themselves: {@code spec} (what is demanded), {@code tree} (what is on disk), {@code
 * verify} (what the commands said), {@code ledger} (what is remembered), {@code merkle} (what the
 * ledger can be held to), {@code run} (one run of a loop), {@code attest} (who vouches for a run)
 * and {@code gate} (the decision whether a tree may be merged).
 */
@NullMarked
package dev.loopgen.api;

import org.jspecify.annotations.NullMarked;
