package dev.loopgen.api.attest;

import dev.loopgen.api.ledger.AuditEntry;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Verifies attestation bundles against the caller's expectation.
 *
 * <p>Implementations must meet these requirements:
 *
 * <ul>
 *   <li>They use no network.
 *   <li>They take no expectation from the data under verification.
 *   <li>They create {@link VerifiedRun} in one place, from positive facts.
 *   <li>They reject unreadable content and never throw because of it.
 *   <li>They reject a bundle of more than {@link SignedBundle#MAX_BYTES} before parsing it.
 *   <li>They check everything in a bundle, including a second log entry or timestamp.
 *   <li>They are thread-safe and reusable.
 * </ul>
 *
 * <p>A caller's conclusions depend on what it has:
 *
 * <table>
 * <caption>conclusions</caption>
 * <tr><th>the caller has</th><th>may conclude</th><th>may not conclude</th></tr>
 * <tr><td>one verified bundle</td>
 * <td>by the proven time, the expected identity claimed that the entry had this verdict for this
 *     tree, at this size and root of the ledger</td>
 * <td>that the run was honest, that it is the latest, that the entry is still in the
 *     ledger</td></tr>
 * <tr><td>the ledger and all bundles</td>
 * <td>no ancestor of any bundle's entry was changed or removed</td>
 * <td>anything about other entries; bundles may have been deleted too</td></tr>
 * <tr><td>the ledger and a checkpoint kept outside</td>
 * <td>every entry it covers is intact as of that date</td>
 * <td>who ran the loops; anything later</td></tr>
 * </table>
 */
public interface AttestationVerifier {

  /**
   * Verifies a bundle of an entry.
   *
   * @param bundle the content of the bundle's file
   * @param entry the expected entry, from the caller's ledger
   * @param expectation the expected signer, kind and ledger position
   * @return the result, {@link Check.Verified} only if the bundle is of the expected kind; never
   *     throws because of the content of the bundle or the entry
   */
  Check<VerifiedRun> verify(byte[] bundle, AuditEntry entry, Expectation expectation);

  /**
   * The expected identity signed exactly this entry at exactly this ledger position.
   *
   * <p>This applies to failed runs too: check {@link #provesPass()} before accepting anything. It
   * does not show that the run was honest or the latest.
   *
   * @param kind the expected kind of statement, which was signed; a test result says less about the
   *     run and never proves a pass
   * @param signer the verified signer
   * @param times when the signature existed, as third parties attest; empty if only the signer says
   *     so
   * @param position the entry's ledger position, on which signer and caller agree
   * @param passed the run's verdict, taken from the entry
   */
  record VerifiedRun(
      SignedBundle.Kind kind,
      VerifiedSigner signer,
      List<VerifiedTimestamp> times,
      LedgerPosition position,
      boolean passed)
      implements Check.Verified<VerifiedRun> {

    /** Copies the times. */
    public VerifiedRun {
      Objects.requireNonNull(kind, "kind");
      Objects.requireNonNull(signer, "signer");
      Objects.requireNonNull(position, "position");
      times = List.copyOf(times);
    }

    @Override
    public boolean provesPass() {
      return passed && kind == SignedBundle.Kind.RUN;
    }

    @Override
    public Optional<VerifiedRun> verified() {
      return Optional.of(this);
    }

    @Override
    public String describe() {
      return (kind == SignedBundle.Kind.RUN ? "" : "Only as a test result: ")
          + attested(passed, signer, times)
          + ", as entry "
          + position.head().size()
          + " of "
          + position.origin()
          + ".";
    }

    private static String attested(
        boolean passed, VerifiedSigner signer, List<VerifiedTimestamp> times) {
      return (passed ? "A run that passed" : "A run that failed")
          + " is attested by "
          + signer.describe()
          + (times.isEmpty() ? ", at a time that nobody else vouches for" : " by " + times.get(0));
    }
  }

  /**
   * What the caller expects of a bundle. All of it comes from the caller's own policy and ledger,
   * never from the data under verification.
   *
   * @param identity who must have signed
   * @param position the entry's position in the caller's own ledger
   * @param kind what must have been signed, {@linkplain SignedBundle.Kind#isOfEntry a kind about an
   *     entry}; a bundle of another kind is rejected even if it is about the same entry
   */
  record Expectation(ExpectedIdentity identity, LedgerPosition position, SignedBundle.Kind kind) {

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if the kind is not about an entry
     */
    public Expectation {
      Objects.requireNonNull(identity, "identity");
      Objects.requireNonNull(position, "position");
      if (!kind.isOfEntry()) {
        throw new IllegalArgumentException(
            "A bundle of the kind " + kind + " is not about an entry. Expect RUN.");
      }
    }

    /**
     * Expects a bundle of the kind {@link SignedBundle.Kind#RUN}.
     *
     * @param identity who must have signed
     * @param position the entry's position in the caller's own ledger
     */
    public Expectation(ExpectedIdentity identity, LedgerPosition position) {
      this(identity, position, SignedBundle.Kind.RUN);
    }
  }
}
