/**
 * The Merkle tree over ledger entries: roots, proofs and checkpoints.
 *
 * <p>Hashing follows RFC 6962, section 2.1, which RFC 9162 keeps. Proofs are verified with the
 * iterative algorithms of RFC 9162, sections 2.1.3.2 and 2.1.4.2. The ledger's leaf data is the 32
 * raw bytes of an entry's hash.
 *
 * <p>A root does not say who computed it. What it proves depends on the verifier's source: a
 * checkpoint that the writer of the ledger can replace proves nothing against that writer.
 */
@NullMarked
package dev.loopgen.api.merkle;

import org.jspecify.annotations.NullMarked;
