package dev.loopgen.attest.sigstore;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Set;

/**
 * A certificate or timestamp authority of a trusted root. Its chain was validated when it was read;
 * each certificate counts only in its own validity period.
 *
 * @param chain from the issuing or signing certificate up to the root
 * @param validity when it is trusted
 */
record TrustedAuthority(List<X509Certificate> chain, ValidityPeriod validity) {

  TrustedAuthority {
    chain = List.copyOf(chain);
  }

  /** Checks the signatures and constraints of the chain. */
  void requireSound() throws GeneralSecurityException {
    if (chain.size() > 1) {
      Date date =
          chain.stream()
              .map(X509Certificate::getNotBefore)
              .max(Comparator.naturalOrder())
              .orElseThrow();
      validate(chain.subList(0, chain.size() - 1), chain.get(chain.size() - 1), date.toInstant());
    }
  }

  X509Certificate first() {
    return chain.get(0);
  }

  /** Tells whether this authority and all its certificates were valid at a time. */
  boolean countsAt(Instant time) {
    return validity.contains(time)
        && chain.stream().allMatch(certificate -> isValid(certificate, time));
  }

  /** Tells whether the first certificate of this authority issued a chain of certificates. */
  boolean issued(List<X509Certificate> path, Instant time) {
    try {
      validate(path, first(), time);
      return true;
    } catch (GeneralSecurityException | RuntimeException notByThisOne) {
      return false;
    }
  }

  static boolean isValid(X509Certificate certificate, Instant time) {
    return !time.isBefore(certificate.getNotBefore().toInstant())
        && !time.isAfter(certificate.getNotAfter().toInstant());
  }

  private static void validate(List<X509Certificate> path, X509Certificate anchor, Instant time)
      throws GeneralSecurityException {
    PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(anchor, null)));
    parameters.setRevocationEnabled(false);
    parameters.setDate(Date.from(time));
    CertificateFactory factory = CertificateFactory.getInstance("X.509", SignatureKey.PROVIDER);
    List<Certificate> copies = new ArrayList<>();
    for (X509Certificate certificate : path) {
      copies.add(factory.generateCertificate(new ByteArrayInputStream(certificate.getEncoded())));
    }
    CertPathValidator.getInstance("PKIX", SignatureKey.PROVIDER)
        .validate(factory.generateCertPath(copies), parameters);
  }
}
