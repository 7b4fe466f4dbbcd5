/**
 * Verifies Sigstore bundles offline: certificates of Fulcio, entries of Rekor v1 and v2, timestamps
 * of RFC 3161 authorities.
 *
 * <p>{@link dev.loopgen.attest.sigstore.SigstoreVerifier} is the entry point; it needs a {@link
 * dev.loopgen.attest.sigstore.TrustedRoot} from a source that the caller trusts. Verification does
 * not use the network, and no security provider is installed.
 *
 * <p>This jar belongs on the class path, because sigstore-java does.
 */
@NullMarked
package dev.loopgen.attest.sigstore;

import org.jspecify.annotations.NullMarked;
