package dev.loopgen.attest;

import dev.loopgen.api.AttestationException;
import dev.loopgen.attest.bundle.IdentityRule;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * A private key that signs bundles, and its public key: Ed25519, or ECDSA on the curve P-256.
 *
 * <p>The private key may stay in a token or key store that never exports it. Immutable and
 * thread-safe as far as the provider's keys are; {@link #toString()} shows the public key's
 * fingerprint only.
 */
public final class SigningKey {

  private static final byte[] PROBE = {'l', 'o', 'o', 'p', 'g', 'e', 'n'};

  private final PrivateKey privateKey;
  private final PublicKey publicKey;
  private final KeyAlgorithm algorithm;
  private final @Nullable Provider provider;

  private SigningKey(PrivateKey privateKey, PublicKey publicKey, @Nullable Provider provider) {
    this.privateKey = privateKey;
    this.publicKey = publicKey;
    this.provider = provider;
    this.algorithm = KeyAlgorithm.of(publicKey);
    if (!algorithm.verifies(publicKey, PROBE, sign(PROBE))) {
      throw new AttestationException(
          "The public key does not belong to the private key. Give the two keys of one pair.");
    }
  }

  /**
   * Uses a key pair of the installed providers.
   *
   * @param privateKey the private key
   * @param publicKey its public key
   * @return the key
   * @throws AttestationException if the keys do not belong together, are of another kind, or cannot
   *     be used
   */
  public static SigningKey of(PrivateKey privateKey, PublicKey publicKey) {
    return new SigningKey(privateKey, publicKey, null);
  }

  /**
   * Uses a key pair with one provider, such as that of a token.
   *
   * @param privateKey the private key
   * @param publicKey its public key
   * @param provider the provider that signs
   * @return the key
   * @throws AttestationException if the keys do not belong together, are of another kind, or cannot
   *     be used
   */
  public static SigningKey of(PrivateKey privateKey, PublicKey publicKey, Provider provider) {
    return new SigningKey(privateKey, publicKey, provider);
  }

  /**
   * Reads a key pair.
   *
   * @param privateKey PKCS#8 in PEM, not encrypted
   * @param publicKey SubjectPublicKeyInfo in PEM
   * @return the key
   * @throws AttestationException if either cannot be read, is of another kind, or they do not
   *     belong together; the message does not quote the private key
   */
  public static SigningKey fromPem(String privateKey, String publicKey) {
    return of(Pem.privateKey(privateKey), Pem.publicKey(publicKey));
  }

  /**
   * Reads a private key and its public key, which is derived unless it follows.
   *
   * @param pem PKCS#8 in PEM, not encrypted, and after it, if present, the public key in PEM; an
   *     ECDSA key alone must contain its public key, as OpenSSL writes it
   * @return the key
   * @throws AttestationException if it cannot be read, is of another kind, does not belong to the
   *     public key that follows, or is an ECDSA key without its public key; the message does not
   *     quote it
   */
  public static SigningKey fromPem(String pem) {
    int split = pem.indexOf(Pem.BEGIN_PUBLIC);
    return split < 0
        ? withoutPublicKey(pem)
        : fromPem(pem.substring(0, split), pem.substring(split));
  }

  /**
   * Reads a key from a file, as {@link #fromPem(String)} does. Blocks on a pipe until its writer is
   * done. Who else can read the file is not checked.
   *
   * @param file the file of a private key
   * @return the key
   * @throws AttestationException if the file cannot be read, or as for {@link #fromPem(String)};
   *     the message quotes neither the key nor, where a key was given in place of the file, that
   */
  public static SigningKey read(Path file) {
    return fromPem(KeyFile.read(file));
  }

  private static SigningKey withoutPublicKey(String privateKey) {
    PrivateKey key = Pem.privateKey(privateKey);
    if (key instanceof EdECPrivateKey edwards) {
      byte[] seed =
          edwards
              .getBytes()
              .orElseThrow(() -> new AttestationException("The private key cannot be exported."));
      return of(key, Ed25519.publicKey(Ed25519.derivePublic(seed)));
    }
    return of(key, Pem.publicKeyWithin(privateKey));
  }

  /**
   * Uses a key of a key store.
   *
   * @param store the store, loaded
   * @param alias the key's name in it
   * @param password the password of the key; not kept
   * @return the key
   * @throws AttestationException if there is no such key with a certificate, it cannot be unlocked,
   *     or is of another kind
   */
  public static SigningKey fromKeyStore(KeyStore store, String alias, char[] password) {
    try {
      Key key = store.getKey(alias, password);
      Certificate certificate = store.getCertificate(alias);
      if (key instanceof PrivateKey found && certificate != null) {
        return of(found, certificate.getPublicKey());
      }
    } catch (GeneralSecurityException e) {
      throw new AttestationException(
          "The key " + alias + " in the key store cannot be used. Check its password.", e);
    }
    throw new AttestationException(
        "The key store has no private key with a certificate named " + alias + ".");
  }

  /**
   * Generates a new Ed25519 key.
   *
   * @param random the source of the secret
   * @return the key
   * @throws AttestationException if this Java runtime has no Ed25519
   */
  public static SigningKey generateEd25519(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
      generator.initialize(255, random);
      return of(generator.generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw unusable(e);
    }
  }

  /**
   * Generates a new ECDSA key on the curve P-256.
   *
   * @param random the source of the secret
   * @return the key
   * @throws AttestationException if this Java runtime has no such curve
   */
  public static SigningKey generateEcdsa(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      return of(generator.generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw unusable(e);
    }
  }

  /**
   * Reads a public key whose holder is expected to sign.
   *
   * @param pem SubjectPublicKeyInfo in PEM
   * @return the key
   * @throws AttestationException if it cannot be read or is of another kind
   */
  public static PublicKey readPublicKey(String pem) {
    PublicKey key = Pem.publicKey(pem);
    KeyAlgorithm.of(key);
    return key;
  }

  /**
   * Reads a public key whose holder is expected to sign from a file.
   *
   * @param file SubjectPublicKeyInfo in PEM
   * @return the key
   * @throws AttestationException if the file or the key cannot be read, or is of another kind
   */
  public static PublicKey readPublicKey(Path file) {
    return readPublicKey(KeyFile.read(file));
  }

  /**
   * Returns the public key, to give to verifiers.
   *
   * @return the key
   */
  public PublicKey publicKey() {
    return publicKey;
  }

  /**
   * Returns the public key in PEM, to give to verifiers.
   *
   * @return SubjectPublicKeyInfo in PEM
   */
  public String publicPem() {
    return Pem.encode("PUBLIC KEY", publicKey.getEncoded());
  }

  /**
   * Returns the private key in PEM. Keep it secret.
   *
   * @return PKCS#8 in PEM, not encrypted
   * @throws AttestationException if the token or key store does not export the key
   */
  public String privatePem() {
    byte[] encoded = privateKey.getEncoded();
    if (encoded == null) {
      throw new AttestationException(
          "The private key cannot be exported from its token or key store.");
    }
    return Pem.encode("PRIVATE KEY", encoded);
  }

  /**
   * Returns the key hint used in bundles.
   *
   * @return base64 of the SHA-256 of the public key's SubjectPublicKeyInfo
   */
  public String hint() {
    return IdentityRule.fingerprint(publicKey).base64();
  }

  byte[] sign(byte[] message) {
    try {
      Signature signer =
          provider == null
              ? Signature.getInstance(algorithm.signature())
              : Signature.getInstance(algorithm.signature(), provider);
      signer.initSign(privateKey);
      signer.update(message);
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw unusable(e);
    }
  }

  /** Shows the public key's kind and fingerprint. */
  @Override
  public String toString() {
    return algorithm.label() + " key sha256:" + IdentityRule.fingerprint(publicKey);
  }

  private static SigningKey of(KeyPair pair) {
    return of(pair.getPrivate(), pair.getPublic());
  }

  private static AttestationException unusable(GeneralSecurityException cause) {
    return new AttestationException(
        "This Java runtime cannot use the key. Check the key and its provider.", cause);
  }
}
