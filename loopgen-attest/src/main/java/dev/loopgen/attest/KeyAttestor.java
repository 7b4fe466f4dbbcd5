package dev.loopgen.attest;

import dev.loopgen.api.AttestationException;
import dev.loopgen.api.attest.AttestationOutcome;
import dev.loopgen.api.attest.Attestor;
import dev.loopgen.api.attest.LedgerPosition;
import dev.loopgen.api.attest.SignableStatement;
import dev.loopgen.api.attest.SignedBundle;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.attest.bundle.Dsse;
import dev.loopgen.attest.bundle.DsseEnvelope;
import dev.loopgen.attest.bundle.EntryStatements;
import dev.loopgen.attest.bundle.SigstoreBundle;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Attests with a private key, without network access.
 *
 * <p>A key proves neither the run that it signs in nor the time: whoever holds it can attest
 * anything, at any time. So keep it where the judged commands cannot read it; late signatures are
 * always witnesses. Thread-safe.
 */
public final class KeyAttestor implements Attestor {

  private final SigningKey key;

  /**
   * Creates an attestor.
   *
   * @param key the key
   */
  public KeyAttestor(SigningKey key) {
    this.key = Objects.requireNonNull(key, "key");
  }

  /**
   * Creates an attestor with the key in a file, as {@link SigningKey#read(Path)} reads it.
   *
   * @param file the file of a private key; read now, not kept open
   * @return the attestor
   * @throws AttestationException as for {@link SigningKey#read(Path)}
   */
  public static KeyAttestor fromPem(Path file) {
    return new KeyAttestor(SigningKey.read(file));
  }

  @Override
  public void prepare() {
    key.sign(new byte[0]);
  }

  @Override
  public AttestationOutcome attest(AuditEntry entry, LedgerPosition position) {
    return refusal(entry, position)
        .orElseGet(
            () ->
                signed(
                    List.of(SignedBundle.Kind.RUN, SignedBundle.Kind.TEST_RESULT),
                    entry,
                    position));
  }

  @Override
  public AttestationOutcome attestLate(AuditEntry entry, LedgerPosition position) {
    return refusal(entry, position)
        .orElseGet(() -> signed(List.of(SignedBundle.Kind.WITNESS), entry, position));
  }

  @Override
  public AttestationOutcome sign(SignableStatement declaration) {
    return signed(() -> List.of(bundle(declaration.kind().bundle(), declaration.bytes())));
  }

  private static Optional<AttestationOutcome> refusal(AuditEntry entry, LedgerPosition position) {
    return EntryStatements.refusal(entry, position).map(AttestationOutcome.Failed::new);
  }

  private AttestationOutcome signed(
      List<SignedBundle.Kind> kinds, AuditEntry entry, LedgerPosition position) {
    return signed(
        () ->
            kinds.stream()
                .map(kind -> bundle(kind, EntryStatements.of(kind, entry, position)))
                .toList());
  }

  private static AttestationOutcome signed(Supplier<List<SignedBundle>> bundles) {
    try {
      return new AttestationOutcome.Signed(bundles.get());
    } catch (AttestationException e) {
      return new AttestationOutcome.Failed(String.valueOf(e.getMessage()));
    }
  }

  private SignedBundle bundle(SignedBundle.Kind kind, byte[] statement) {
    byte[] signature = key.sign(Dsse.pae(Dsse.IN_TOTO, statement));
    DsseEnvelope envelope = new DsseEnvelope(Dsse.IN_TOTO, statement, signature, key.hint());
    return new SignedBundle(kind, SigstoreBundle.ofKey(envelope));
  }

  /** Shows the public key's fingerprint. */
  @Override
  public String toString() {
    return "attestor with the " + key;
  }
}
