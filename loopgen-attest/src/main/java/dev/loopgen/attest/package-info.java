/**
 * What anyone can check offline: runs that are attested with a key, C2SP signed notes, the
 * checkpoints of a ledger, and proofs that an entry is in it.
 *
 * <p>A {@link dev.loopgen.attest.KeyAttestor} signs runs, a {@link
 * dev.loopgen.attest.KeyAttestationVerifier} checks their bundles against a key that its caller
 * trusts.
 *
 * <p>Of notes, signing and checking are different capabilities: a {@link
 * dev.loopgen.attest.NoteSigner} holds a private key, a {@link dev.loopgen.attest.NoteVerifier} a
 * public one that the caller trusts. What a note says is reachable only through a check with at
 * least one trusted key. Text that cannot be read is an {@link
 * dev.loopgen.api.AttestationException}; text that can be read and is not signed as it should be is
 * {@link dev.loopgen.attest.NoteCheck.Refused}.
 *
 * <p>Nothing here reads a file, a clock or the network.
 */
@NullMarked
package dev.loopgen.attest;

import org.jspecify.annotations.NullMarked;
