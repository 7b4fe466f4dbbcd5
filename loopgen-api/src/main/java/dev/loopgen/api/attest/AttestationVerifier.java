package dev.loopgen.api.attest;

import dev.loopgen.api.ledger.AuditEntry;

/**
 * Checks bundles against what the caller expects.
 *
 * <p>An implementer owes: no network; nothing that is verified supplies its own expectation; {@link
 * AttestationCheck.Verified} is reached in one place, from positive facts; whatever cannot be read
 * is rejected, never an exception; so is a bundle of more than {@link SignedBundle#MAX_BYTES},
 * before it is parsed; everything that a bundle holds is looked at, also a second log entry or
 * timestamp. Implementations are thread-safe and reusable.
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
   *     AttestationCheck.Verified} only where the bundle is of the expected kind
   */
  AttestationCheck verify(byte[] bundle, AuditEntry entry, AttestationExpectation expectation);
}
