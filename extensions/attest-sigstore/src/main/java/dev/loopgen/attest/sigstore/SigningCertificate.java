package dev.loopgen.attest.sigstore;

import dev.loopgen.api.attest.CertificateClaims;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The certificate of a signer, with the chain from the bundle. Its purpose was checked; its issuer
 * was not.
 */
final class SigningCertificate {

  private static final String CODE_SIGNING = "1.3.6.1.5.5.7.3.3";
  private static final int DIGITAL_SIGNATURE = 0;
  private static final int KEY_CERT_SIGN = 5;

  private final List<X509Certificate> path;
  private final SignatureKey key;
  private final CertificateClaims claims;

  private SigningCertificate(
      List<X509Certificate> path, SignatureKey key, CertificateClaims claims) {
    this.path = List.copyOf(path);
    this.key = key;
    this.claims = claims;
  }

  static SigningCertificate read(List<byte[]> certificates) throws BundleRejectedException {
    List<X509Certificate> path = new ArrayList<>();
    for (byte[] der : certificates) {
      try {
        path.add(certificate(der));
      } catch (CertificateException e) {
        throw new BundleRejectedException("A certificate of the bundle cannot be read.");
      }
    }
    BundleRejectedException.rejectUnless(!path.isEmpty(), "The bundle has no certificate.");
    for (X509Certificate certificate : path) {
      BundleRejectedException.rejectUnless(
          !certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal()),
          "The bundle contains its own root certificate.");
    }
    X509Certificate leaf = path.get(0);
    requireFit(leaf);
    SignatureKey key =
        SignatureKey.of(leaf.getPublicKey())
            .orElseThrow(
                () ->
                    new BundleRejectedException(
                        "The certificate has a key of an unsupported kind."));
    return new SigningCertificate(path, key, CertificateClaimsReader.read(leaf));
  }

  /** Reads one certificate and rejects trailing bytes. */
  static X509Certificate certificate(byte[] der) throws CertificateException {
    ByteArrayInputStream in = new ByteArrayInputStream(der);
    X509Certificate certificate =
        (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    if (in.available() > 0 || !Arrays.equals(certificate.getEncoded(), der)) {
      throw new CertificateException("there are bytes after the certificate");
    }
    return certificate;
  }

  private static void requireFit(X509Certificate leaf) throws BundleRejectedException {
    boolean[] usage = leaf.getKeyUsage();
    BundleRejectedException.rejectUnless(
        usage != null && usage[DIGITAL_SIGNATURE] && !usage[KEY_CERT_SIGN],
        "The certificate is not for signing.");
    BundleRejectedException.rejectUnless(
        leaf.getBasicConstraints() < 0,
        "The certificate belongs to an authority, not to a signer.");
    try {
      List<String> purposes = leaf.getExtendedKeyUsage();
      BundleRejectedException.rejectUnless(
          purposes != null && purposes.contains(CODE_SIGNING),
          "The certificate is not for code signing.");
    } catch (CertificateParsingException e) {
      throw new BundleRejectedException("The purposes of the certificate cannot be read.");
    }
  }

  boolean isValidAt(Instant time) {
    return TrustedAuthority.isValid(path.get(0), time);
  }

  X509Certificate certificate() {
    return path.get(0);
  }

  /** Returns the certificate and its chain, without those that the authority already has. */
  List<X509Certificate> pathTo(TrustedAuthority authority) {
    return path.stream().filter(certificate -> !authority.chain().contains(certificate)).toList();
  }

  SignatureKey key() {
    return key;
  }

  CertificateClaims claims() {
    return claims;
  }

  byte[] der() {
    try {
      return certificate().getEncoded();
    } catch (CertificateEncodingException parsedBefore) {
      throw new IllegalStateException(parsedBefore);
    }
  }
}
