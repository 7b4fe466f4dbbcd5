package dev.loopgen.cli.signing;

import dev.loopgen.api.attest.AttestationVerifier;
import dev.loopgen.api.attest.ExpectedIdentity;
import dev.loopgen.attest.sigstore.NpmAttestationVerifier;
import org.jspecify.annotations.Nullable;

/**
 * Who must have signed, and what checks that.
 *
 * @param verifier what checks
 * @param npm what checks the attestations of npm loopgen, which are keyless; null where only keys
 *     are expected
 * @param identity who must have signed
 */
public record AttestationTrust(
    AttestationVerifier verifier,
    @Nullable NpmAttestationVerifier npm,
    ExpectedIdentity identity) {}
