package dev.loopgen.core;

import dev.loopgen.api.attest.AttestationCheck;
import dev.loopgen.api.attest.AttestationExpectation;
import dev.loopgen.api.attest.AttestationOutcome;
import dev.loopgen.api.attest.AttestationVerifier;
import dev.loopgen.api.attest.Attestor;
import dev.loopgen.api.attest.Declaration;
import dev.loopgen.api.attest.ExpectedIdentity;
import dev.loopgen.api.attest.LedgerPosition;
import dev.loopgen.api.attest.SignedBundle;
import dev.loopgen.api.attest.VerifiedSigner;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.merkle.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.List;

/**
 * Signs entries with a real key, in a bundle of the least form: the hash of the entry and its place
 * in the ledger, under a signature. The engine knows bundles through its api alone.
 */
public final class TestSigner implements Attestor {

  private final KeyPair keys;

  public TestSigner() {
    try {
      this.keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  public ExpectedIdentity identity() {
    return new ExpectedIdentity.Key(keys.getPublic());
  }

  /** Returns the public key in PEM. */
  public String pem() {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getEncoder().encodeToString(keys.getPublic().getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }

  @Override
  public void prepare() {}

  @Override
  public AttestationOutcome attest(AuditEntry entry, LedgerPosition position) {
    return new AttestationOutcome.Signed(List.of(bundle(SignedBundle.Kind.RUN, entry, position)));
  }

  @Override
  public AttestationOutcome attestLate(AuditEntry entry, LedgerPosition position) {
    return new AttestationOutcome.Signed(
        List.of(bundle(SignedBundle.Kind.WITNESS, entry, position)));
  }

  @Override
  public AttestationOutcome sign(Declaration declaration) {
    return new AttestationOutcome.Failed("It signs no decisions.");
  }

  private SignedBundle bundle(SignedBundle.Kind kind, AuditEntry entry, LedgerPosition position) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(keys.getPrivate());
      signature.update(statement(kind, entry, position));
      return new SignedBundle(kind, Base64.getEncoder().encodeToString(signature.sign()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] statement(
      SignedBundle.Kind kind, AuditEntry entry, LedgerPosition position) {
    return (kind + entry.computedHash() + position).getBytes(StandardCharsets.UTF_8);
  }

  /** Returns what verifies the bundles of every such signer. */
  public static AttestationVerifier verifier() {
    return TestSigner::verify;
  }

  private static AttestationCheck verify(
      byte[] bundle, AuditEntry entry, AttestationExpectation expectation) {
    if (!(expectation.identity() instanceof ExpectedIdentity.Key expected)) {
      return new AttestationCheck.Undecided("This verifier checks no certificates.");
    }
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initVerify(expected.key());
      signature.update(statement(SignedBundle.Kind.RUN, entry, expectation.position()));
      return signature.verify(Base64.getDecoder().decode(bundle))
          ? new AttestationCheck.Verified(
              SignedBundle.Kind.RUN,
              new VerifiedSigner.Key("Ed25519", fingerprint(expected.key())),
              List.of(),
              expectation.position(),
              entry.isConsistentPass())
          : new AttestationCheck.Rejected("The expected key did not sign this entry here.");
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return new AttestationCheck.Rejected("It is no bundle: " + e.getMessage() + ".");
    }
  }

  private static Sha256 fingerprint(PublicKey key) throws GeneralSecurityException {
    return Sha256.of(MessageDigest.getInstance("SHA-256").digest(key.getEncoded()));
  }
}
