package dev.loopgen.api.attest;

import dev.loopgen.api.ledger.AuditEntry;

/**
 * The capability to sign what a run found, and what its holder declares, in the name of one
 * identity.
 *
 * <p>An implementer owes: whether there is an identity is known before the commands run; an outage
 * is an outcome, never an exception; retries are bounded; the statement is a function of the entry
 * and its position and of nothing else; no secret is in {@code toString}, in an outcome or in a
 * message. Implementations are thread-safe and may block on a network.
 *
 * <p>Whoever holds an attestor can sign anything in the name of its identity, so the commands of a
 * loop never see one. A command of the same user can still read this process.
 */
public interface Attestor {

  /**
   * Makes sure that there is something to sign with. A runner calls this before any command runs,
   * so that a run which cannot be attested is refused instead of wasted.
   *
   * @throws dev.loopgen.api.AttestationException if there is no identity or no usable key
   * @throws InterruptedException if the thread is interrupted
   */
  void prepare() throws InterruptedException;

  /**
   * Attests an entry that the running run has just appended.
   *
   * <p>Where the identity itself says which run it belongs to, as a certificate of a CI system
   * does, an implementation refuses the entry of another run.
   *
   * @param entry the entry as the ledger has it
   * @param position where it stands
   * @return the bundles, or why there are none; never {@link AttestationOutcome.NotRequested}
   * @throws InterruptedException if the thread is interrupted; the entry is then still to be signed
   */
  AttestationOutcome attest(AuditEntry entry, LedgerPosition position) throws InterruptedException;

  /**
   * Signs an entry of an earlier run.
   *
   * <p>A late signature that claimed the run would turn any ledger line into an attested one. So
   * the run is attested only where the identity itself proves that it belongs to the entry's own
   * run; otherwise the bundle is a {@link SignedBundle.Kind#WITNESS}, which says that the entry was
   * seen, and which no verifier takes for an attestation of the run.
   *
   * @param entry the entry as the ledger has it
   * @param position where it stands; that of the entry, not of the ledger's present end
   * @return the bundles, or why there are none; never {@link AttestationOutcome.NotRequested}
   * @throws InterruptedException if the thread is interrupted; the entry is then still to be signed
   */
  AttestationOutcome attestLate(AuditEntry entry, LedgerPosition position)
      throws InterruptedException;

  /**
   * Signs what its holder declares: what a gate decided, or what is waived.
   *
   * <p>The signature says whose word it is, and never that a run was so: a {@link
   * SignableStatement} cannot be a statement about an entry.
   *
   * @param declaration the statement
   * @return the one bundle, or why there is none; never {@link AttestationOutcome.NotRequested}
   * @throws InterruptedException if the thread is interrupted; nothing is signed then
   */
  AttestationOutcome sign(SignableStatement declaration) throws InterruptedException;
}
