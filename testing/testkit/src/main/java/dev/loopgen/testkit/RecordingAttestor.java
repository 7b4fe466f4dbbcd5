package dev.loopgen.testkit;

import dev.loopgen.api.attest.AttestationOutcome;
import dev.loopgen.api.attest.Attestor;
import dev.loopgen.api.attest.LedgerPosition;
import dev.loopgen.api.attest.SignableStatement;
import dev.loopgen.api.attest.SignedBundle;
import dev.loopgen.api.ledger.AuditEntry;
import java.util.ArrayList;
import java.util.List;

/**
 * A fake attestor that records its requests and returns a fixed outcome. It signs nothing, so its
 * bundles never verify. Thread-safe.
 */
public final class RecordingAttestor implements Attestor {

  private final List<AttestableEntry> asked = new ArrayList<>();
  private final List<SignableStatement> declarations = new ArrayList<>();
  private AttestationOutcome outcome =
      new AttestationOutcome.Signed(
          List.of(
              new SignedBundle(SignedBundle.Kind.RUN, "{}"),
              new SignedBundle(SignedBundle.Kind.TEST_RESULT, "{}")));
  private Runnable preparation = () -> {};

  /** Creates an attestor that returns empty bundles. */
  public RecordingAttestor() {}

  /**
   * Sets the outcome of every request. If it is signed, a declaration gets a bundle of its own
   * kind.
   *
   * @param outcome the outcome
   * @return this attestor
   */
  public synchronized RecordingAttestor answering(AttestationOutcome outcome) {
    this.outcome = outcome;
    return this;
  }

  /**
   * Sets an action for {@link #prepare()}, for example one that throws because there is no
   * identity.
   *
   * @param preparation runs on each call
   * @return this attestor
   */
  public synchronized RecordingAttestor preparing(Runnable preparation) {
    this.preparation = preparation;
    return this;
  }

  /**
   * Returns the attestation requests.
   *
   * @return the entries with their positions, in order
   */
  public synchronized List<AttestableEntry> asked() {
    return List.copyOf(asked);
  }

  /**
   * Returns the declarations that it was asked to sign.
   *
   * @return the statements, in order
   */
  public synchronized List<SignableStatement> declarations() {
    return List.copyOf(declarations);
  }

  @Override
  public synchronized void prepare() {
    preparation.run();
  }

  @Override
  public synchronized AttestationOutcome attest(AuditEntry entry, LedgerPosition position) {
    asked.add(new AttestableEntry(entry, position));
    return outcome;
  }

  @Override
  public AttestationOutcome attestLate(AuditEntry entry, LedgerPosition position) {
    return attest(entry, position);
  }

  @Override
  public synchronized AttestationOutcome sign(SignableStatement declaration) {
    declarations.add(declaration);
    return outcome.isSigned()
        ? new AttestationOutcome.Signed(
            List.of(new SignedBundle(declaration.kind().bundle(), "{}")))
        : outcome;
  }
}
