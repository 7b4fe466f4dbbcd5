/**
 * Evidence about a run that a stranger can check: who signs it, what a check may conclude, and whom
 * the one who checks expects.
 *
 * <p>An attestation says who signed which claim, and when. It never says that a run was honest, and
 * a bundle by itself says neither that its entry is the latest nor that it is still in the ledger.
 */
@NullMarked
package dev.loopgen.api.attest;

import org.jspecify.annotations.NullMarked;
