/**
 * The parts that a signer or a verifier of bundles is composed of: statements, DSSE, the bundle's
 * format, and the one check that turns a verified signature into evidence about an entry.
 *
 * <p>For those who add another way to sign, as the keyless module does; who only wants to sign or
 * to check uses {@link dev.loopgen.attest}. A verifier of signatures owes a {@link
 * dev.loopgen.attest.bundle.VerifiedBundle} and nothing else: {@link
 * dev.loopgen.attest.bundle.StatementCheck} does the rest, the same for all of them.
 *
 * <p>Nothing here reads a file, a clock or the network.
 */
@NullMarked
package dev.loopgen.attest.bundle;

import org.jspecify.annotations.NullMarked;
