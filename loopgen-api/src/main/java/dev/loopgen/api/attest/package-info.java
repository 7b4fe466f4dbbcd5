/**
 * Attestations: evidence about a run that third parties can verify, with signers, verifiers and
 * expected identities.
 *
 * <p>An attestation shows who signed which claim, and when. It never shows that a run was honest. A
 * bundle by itself shows neither that its entry is the latest nor that the entry is still in the
 * ledger.
 */
@NullMarked
package dev.loopgen.api.attest;

import org.jspecify.annotations.NullMarked;
