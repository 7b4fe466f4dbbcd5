/**
 * Verifies Sigstore bundles offline: certificates of Fulcio, entries of Rekor v1 and v2, timestamps
 * of RFC 3161 authorities.
 *
 * <p>{@link dev.loopgen.attest.sigstore.SigstoreVerifier} is the entry point; it needs a {@link
 * dev.loopgen.attest.sigstore.TrustedRoot} that the caller has from somewhere it trusts. Nothing in
 * this package reads the network, and no security provider is installed.
 *
 * <p>This module is a jar for the class path, because sigstore-java is.
 */
@NullMarked
package dev.loopgen.attest.sigstore;

import org.jspecify.annotations.NullMarked;
