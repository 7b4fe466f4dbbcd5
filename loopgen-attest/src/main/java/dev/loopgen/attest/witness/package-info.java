/**
 * Witnesses (C2SP tlog-witness): others cosign the checkpoints of a log, so that truncating or
 * rewriting it is detected.
 *
 * <p>{@link dev.loopgen.attest.witness.Witness} cosigns, {@link
 * dev.loopgen.attest.witness.WitnessServer} does so for those who ask by HTTP, and {@link
 * dev.loopgen.attest.witness.WitnessClient} asks. Which cosignatures suffice, {@link
 * dev.loopgen.attest.LogPolicy} says.
 */
@NullMarked
package dev.loopgen.attest.witness;

import org.jspecify.annotations.NullMarked;
