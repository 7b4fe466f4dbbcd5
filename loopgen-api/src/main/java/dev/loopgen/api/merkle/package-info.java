/**
 * The Merkle tree over a list of ledger entries: its root, the proofs about it, and the checkpoint
 * that names it.
 *
 * <p>The hashing is that of RFC 6962, section 2.1, which RFC 9162 keeps; proofs are verified with
 * the iterative algorithms of RFC 9162, sections 2.1.3.2 and 2.1.4.2. The ledger's leaf data is the
 * 32 raw bytes of an entry's hash.
 *
 * <p>A root says nothing about who made it. What it proves depends on where the verifier has it
 * from: a checkpoint that the writer of the ledger can replace proves nothing against that writer.
 */
@NullMarked
package dev.loopgen.api.merkle;

import org.jspecify.annotations.NullMarked;
