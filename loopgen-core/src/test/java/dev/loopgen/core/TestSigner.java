package dev.loopgen.core;

import dev.loopgen.api.attest.AttestationOutcome;
import dev.loopgen.api.attest.AttestationVerifier;
import dev.loopgen.api.attest.Attestor;
import dev.loopgen.api.attest.Check;
import dev.loopgen.api.attest.Declaration;
import dev.loopgen.api.attest.ExpectedIdentity;
import dev.loopgen.api.attest.LedgerPosition;
import dev.loopgen.api.attest.SignedBundle;
import dev.loopgen.api.attest.VerifiedSigner;
import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.gate.GateRule;
import dev.loopgen.api.gate.Waiver;
import dev.loopgen.api.gate.WaiverVerifier;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.tree.GitId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Signs entries and waivers with a real key, in a bundle of the least form: the hash of the entry
 * and its place in the ledger, under a signature. The engine knows bundles through its api alone.
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
    return new AttestationOutcome.Failed("It signs no declarations.");
  }

  /** Signs a waiver, in a bundle of the least form: its words and a signature. */
  public SignedBundle waive(
      Waiver waiver, GitId repository, Optional<GitId> tree, Instant issuedAt) {
    String words =
        String.join(
            "\n",
            waiver.rule().name(),
            waiver.loopId().orElse(""),
            waiver.owner(),
            waiver.reason(),
            waiver.expires().toString(),
            repository.hex(),
            tree.map(GitId::hex).orElse("any"),
            issuedAt.toString());
    return new SignedBundle(SignedBundle.Kind.WAIVER, words + "\n" + signed(bytes(words)));
  }

  /** Returns what verifies the waivers of every such signer. */
  public static WaiverVerifier waiverVerifier() {
    return TestSigner::verifyWaiver;
  }

  private static Check<WaiverVerifier.VerifiedWaiver> verifyWaiver(
      byte[] bundle, WaiverVerifier.Expectation expectation) {
    if (!(expectation.identity() instanceof ExpectedIdentity.Key expected)) {
      return new Check.Undecided<>("This verifier checks no certificates.");
    }
    String text = new String(bundle, StandardCharsets.UTF_8);
    String[] words = text.split("\n");
    if (words.length != 9) {
      return new Check.Rejected<>("It is no waiver.");
    }
    if (!isSigned(bytes(text.substring(0, text.lastIndexOf('\n'))), words[8], expected.key())) {
      return new Check.Rejected<>("The expected key did not sign it.");
    }
    if (!words[5].equals(expectation.repository().hex())
        || !List.of("any", expectation.tree().hex()).contains(words[6])) {
      return new Check.Rejected<>("It is for something else.");
    }
    Waiver waiver =
        new Waiver(
            GateRule.valueOf(words[0]),
            words[1].isEmpty() ? null : words[1],
            words[2],
            words[3],
            LocalDate.parse(words[4]));
    return new WaiverVerifier.VerifiedWaiver(
        waiver, Instant.parse(words[7]), signer(expected.key()), List.of());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private String signed(byte[] message) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(keys.getPrivate());
      signature.update(message);
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isSigned(byte[] message, String base64, PublicKey key) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initVerify(key);
      signature.update(message);
      return signature.verify(Base64.getDecoder().decode(base64));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }

  private static VerifiedSigner signer(PublicKey key) {
    try {
      return new VerifiedSigner.Key(
          "Ed25519", Sha256.of(MessageDigest.getInstance("SHA-256").digest(key.getEncoded())));
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  private SignedBundle bundle(SignedBundle.Kind kind, AuditEntry entry, LedgerPosition position) {
    return new SignedBundle(kind, signed(statement(kind, entry, position)));
  }

  private static byte[] statement(
      SignedBundle.Kind kind, AuditEntry entry, LedgerPosition position) {
    return (kind + entry.computedHash() + position).getBytes(StandardCharsets.UTF_8);
  }

  /** Returns what verifies the bundles of every such signer. */
  public static AttestationVerifier verifier() {
    return TestSigner::verify;
  }

  private static Check<AttestationVerifier.VerifiedRun> verify(
      byte[] bundle, AuditEntry entry, AttestationVerifier.Expectation expectation) {
    if (!(expectation.identity() instanceof ExpectedIdentity.Key expected)) {
      return new Check.Undecided<>("This verifier checks no certificates.");
    }
    byte[] statement = statement(SignedBundle.Kind.RUN, entry, expectation.position());
    return isSigned(statement, new String(bundle, StandardCharsets.UTF_8), expected.key())
        ? new AttestationVerifier.VerifiedRun(
            SignedBundle.Kind.RUN,
            signer(expected.key()),
            List.of(),
            expectation.position(),
            entry.passed())
        : new Check.Rejected<>("The expected key did not sign this entry here.");
  }
}
