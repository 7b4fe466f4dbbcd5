package dev.loopgen.cli.signing;

import dev.loopgen.api.attest.AttestationVerifier;
import dev.loopgen.api.attest.ExpectedIdentity;
import dev.loopgen.attest.sigstore.NpmAttestationVerifier;
import org.jspecify.annotations.Nullable;

/**
 * The expected signer and the verifiers that check the signature.
 *
 * @param verifier checks bundles of loopgen for Java
 * @param npm checks the attestations of npm loopgen, which are keyless; null if only keys are
 *     expected
 * @param identity who must have signed
 */
public record AttestationTrust(
    AttestationVerifier verifier,
    @Nullable NpmAttestationVerifier npm,
    ExpectedIdentity identity) {}
