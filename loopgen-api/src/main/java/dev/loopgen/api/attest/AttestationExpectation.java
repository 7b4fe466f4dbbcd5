package dev.loopgen.api.attest;

import java.util.Objects;

/**
 * What the caller knows before it looks at a bundle. Both parts come from the caller's own policy
 * and ledger, never from what is to be verified.
 *
 * @param identity who must have signed
 * @param position where the caller's own ledger has the entry
 */
public record AttestationExpectation(ExpectedIdentity identity, LedgerPosition position) {

  public AttestationExpectation {
    Objects.requireNonNull(identity);
    Objects.requireNonNull(position);
  }
}
