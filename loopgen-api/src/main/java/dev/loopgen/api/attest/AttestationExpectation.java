package dev.loopgen.api.attest;

import java.util.Objects;

/**
 * What the caller knows before it looks at a bundle. All parts come from the caller's own policy
 * and ledger, never from what is to be verified.
 *
 * @param identity who must have signed
 * @param position where the caller's own ledger has the entry
 * @param kind what must have been signed, one of {@linkplain SignedBundle.Kind#isOfEntry an
 *     entry's}: a bundle of another kind is rejected even if it is about the same entry
 */
public record AttestationExpectation(
    ExpectedIdentity identity, LedgerPosition position, SignedBundle.Kind kind) {

  /**
   * Refuses null.
   *
   * @throws IllegalArgumentException if no entry has bundles of that kind
   */
  public AttestationExpectation {
    Objects.requireNonNull(identity);
    Objects.requireNonNull(position);
    if (!kind.isOfEntry()) {
      throw new IllegalArgumentException(
          "A bundle of the kind " + kind + " is not about an entry. Expect RUN.");
    }
  }

  /**
   * Expects the bundle of a run.
   *
   * @param identity who must have signed
   * @param position where the caller's own ledger has the entry
   */
  public AttestationExpectation(ExpectedIdentity identity, LedgerPosition position) {
    this(identity, position, SignedBundle.Kind.RUN);
  }
}
