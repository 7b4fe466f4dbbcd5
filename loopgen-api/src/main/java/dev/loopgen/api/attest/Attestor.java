package dev.loopgen.api.attest;

import dev.loopgen.api.ledger.AuditEntry;

/**
 * Signs entries of runs, and declarations of its holder, as one identity.
 *
 * <p>Implementations must meet these requirements:
 *
 * <ul>
 *   <li>They detect a missing identity before the commands run.
 *   <li>They report an outage as an outcome, never as an exception, and bound their retries.
 *   <li>The statement depends only on the entry and its position.
 *   <li>No secret appears in {@code toString}, an outcome or a message.
 *   <li>They are thread-safe; they may block on a network.
 * </ul>
 *
 * <p>Anyone with an attestor can sign anything as its identity, so a loop's commands never get
 * access to one. A command of the same user can still read this process.
 */
public interface Attestor {

  /**
   * Checks that signing is possible. A runner calls this before any command runs, so that it
   * refuses a run that cannot be attested instead of wasting it.
   *
   * @throws dev.loopgen.api.AttestationException if there is no identity or no usable key
   * @throws InterruptedException if the thread is interrupted
   */
  void prepare() throws InterruptedException;

  /**
   * Attests an entry that the current run has just appended.
   *
   * <p>If the identity itself states its run, as a CI system's certificate does, implementations
   * must refuse the entry of another run.
   *
   * @param entry the entry in the ledger
   * @param position its position
   * @return the bundles, or why there are none; never {@link AttestationOutcome.NotRequested}
   * @throws InterruptedException if the thread is interrupted; the entry remains unsigned
   */
  AttestationOutcome attest(AuditEntry entry, LedgerPosition position) throws InterruptedException;

  /**
   * Signs an entry of an earlier run.
   *
   * <p>A late signature that vouched for the run could turn any ledger line into an attested one.
   * So the run is attested only if the identity itself proves that it belongs to the entry's run.
   * Otherwise the bundle is a {@link SignedBundle.Kind#WITNESS}, which says that the entry was seen
   * and which no verifier accepts as an attestation of the run.
   *
   * @param entry the entry in the ledger
   * @param position the entry's position, not that of the ledger's current head
   * @return the bundles, or why there are none; never {@link AttestationOutcome.NotRequested}
   * @throws InterruptedException if the thread is interrupted; the entry remains unsigned
   */
  AttestationOutcome attestLate(AuditEntry entry, LedgerPosition position)
      throws InterruptedException;

  /**
   * Signs a declaration of its holder: a gate's decision or a waiver.
   *
   * <p>The signature never vouches for a run: a {@link SignableStatement} cannot be a statement
   * about an entry.
   *
   * @param declaration the statement
   * @return the one bundle, or why there is none; never {@link AttestationOutcome.NotRequested}
   * @throws InterruptedException if the thread is interrupted; nothing is signed
   */
  AttestationOutcome sign(SignableStatement declaration) throws InterruptedException;
}
