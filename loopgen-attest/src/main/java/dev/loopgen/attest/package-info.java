/**
 * Signs and checks offline: key-signed attestations of runs, C2SP signed notes, checkpoints of a
 * ledger, and proofs that an entry is in it.
 *
 * <p>A {@link dev.loopgen.attest.KeyAttestor} signs runs; a {@link
 * dev.loopgen.attest.KeyAttestationVerifier} checks their bundles against a key that its caller
 * trusts.
 *
 * <p>Signing and checking notes are separate capabilities: a {@link dev.loopgen.attest.NoteSigner}
 * holds a private key, a {@link dev.loopgen.attest.NoteVerifier} a public key that the caller
 * trusts. Only a check with at least one trusted key returns the content of a note. A text that
 * cannot be parsed throws an {@link dev.loopgen.api.AttestationException}; a note that is not
 * properly signed gives {@link dev.loopgen.attest.NoteCheck.Refused}.
 *
 * <p>Nothing here reads a file, a clock or the network.
 */
@NullMarked
package dev.loopgen.attest;

import org.jspecify.annotations.NullMarked;
