package dev.loopgen.api.attest;

import dev.loopgen.api.ledger.AuditEntry;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Checks bundles against what the caller expects.
 *
 * <p>An implementer owes: no network; nothing that is verified supplies its own expectation; {@link
 * VerifiedRun} is reached in one place, from positive facts; whatever cannot be read is rejected,
 * never an exception; so is a bundle of more than {@link SignedBundle#MAX_BYTES}, before it is
 * parsed; everything that a bundle holds is looked at, also a second log entry or timestamp.
 * Implementations are thread-safe and reusable.
 *
 * <p>What a caller may conclude depends on what it has:
 *
 * <table>
 * <caption>conclusions</caption>
 * <tr><th>the caller has</th><th>may conclude</th><th>may not conclude</th></tr>
 * <tr><td>one bundle that is verified</td><td>the expected identity claimed, by the proven time,
 *     that the entry had this verdict for this tree, at this size and root of the ledger</td>
 *     <td>that the run was honest, that it is the latest, that the entry is in today's
 *     ledger</td></tr>
 * <tr><td>the ledger and all bundles</td><td>nothing that any bundle's entry descends from was
 *     changed or removed</td><td>anything beside those ancestors; bundles may have been deleted
 *     too</td></tr>
 * <tr><td>the ledger and a checkpoint kept outside</td><td>everything below it is intact as of that
 *     date</td><td>who ran it; anything later</td></tr>
 * </table>
 */
public interface AttestationVerifier {

  /**
   * Checks a bundle of an entry.
   *
   * @param bundle the content of the bundle's file
   * @param entry the entry that it should be about, from the caller's ledger
   * @param expectation whom the caller expects to have signed, what, and where its ledger has the
   *     entry
   * @return what was found; never an exception for anything in the bundle or the entry; {@link
   *     Check.Verified} only where the bundle is of the expected kind
   */
  Check<VerifiedRun> verify(byte[] bundle, AuditEntry entry, Expectation expectation);

  /**
   * The expected identity signed this very entry at this very place of the ledger.
   *
   * <p>That is true of failed runs as well: ask {@link #provesPass()} before anything is let
   * through. It does not show that the run was honest, or the latest.
   *
   * @param kind which of an entry's statements was signed: the one that was expected; a test result
   *     says less of the run and never proves a pass
   * @param signer who signed, as verified
   * @param times when the signature existed, as others than the signer attest; empty where nothing
   *     but the signer's word says so
   * @param position where the entry stands, in the signer's words and the caller's
   * @param passed the verdict of the run, taken from the entry
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
      Objects.requireNonNull(kind);
      Objects.requireNonNull(signer);
      Objects.requireNonNull(position);
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
   * What the caller knows before it looks at a bundle. All parts come from the caller's own policy
   * and ledger, never from what is to be verified.
   *
   * @param identity who must have signed
   * @param position where the caller's own ledger has the entry
   * @param kind what must have been signed, one of {@linkplain SignedBundle.Kind#isOfEntry an
   *     entry's}: a bundle of another kind is rejected even if it is about the same entry
   */
  record Expectation(ExpectedIdentity identity, LedgerPosition position, SignedBundle.Kind kind) {

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if no entry has bundles of that kind
     */
    public Expectation {
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
    public Expectation(ExpectedIdentity identity, LedgerPosition position) {
      this(identity, position, SignedBundle.Kind.RUN);
    }
  }
}
