/**
 * The building blocks of signers and verifiers: statements, DSSE, the bundle format, and the check
 * that turns a verified signature into evidence about an entry.
 *
 * <p>Use this package to add another way to sign, as the keyless module does; to sign or to check,
 * use {@link dev.loopgen.attest}. A verifier of signatures only creates a {@link
 * dev.loopgen.attest.bundle.VerifiedBundle}; {@link dev.loopgen.attest.bundle.StatementCheck} does
 * the rest for all of them.
 *
 * <p>Nothing here reads a file, a clock or the network.
 */
@NullMarked
package dev.loopgen.attest.bundle;

import org.jspecify.annotations.NullMarked;
