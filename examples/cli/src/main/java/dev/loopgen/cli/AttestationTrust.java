package dev.loopgen.cli;

import dev.loopgen.api.attest.AttestationVerifier;
import dev.loopgen.api.attest.ExpectedIdentity;

/**
 * Who must have signed, and what checks that.
 *
 * @param verifier what checks
 * @param identity who must have signed
 */
record AttestationTrust(AttestationVerifier verifier, ExpectedIdentity identity) {}
