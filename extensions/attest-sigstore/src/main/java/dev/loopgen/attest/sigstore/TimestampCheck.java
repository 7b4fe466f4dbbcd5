package dev.loopgen.attest.sigstore;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cmp.PKIStatus;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.cms.SignerInformationVerifier;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampToken;

/**
 * Verifies timestamps of RFC 3161 authorities.
 *
 * <p>Only the trusted root's certificates count; those inside a timestamp must be of the same
 * chain.
 */
final class TimestampCheck {

  private static final Map<ASN1ObjectIdentifier, String> DIGESTS =
      Map.of(
          NISTObjectIdentifiers.id_sha256, "SHA-256",
          NISTObjectIdentifiers.id_sha384, "SHA-384",
          NISTObjectIdentifiers.id_sha512, "SHA-512");

  private final List<TrustedAuthority> authorities;

  TimestampCheck(List<TrustedAuthority> authorities) {
    this.authorities = List.copyOf(authorities);
  }

  /** Returns the time at which, according to a trusted authority, the signature existed. */
  Instant check(byte[] response, byte[] signature) throws BundleRejectedException {
    TimeStampToken token = read(response);
    requireMessage(token, signature);
    Instant time = token.getTimeStampInfo().getGenTime().toInstant();
    for (TrustedAuthority authority : authorities) {
      if (isSignedBy(authority.first(), token)) {
        BundleRejectedException.rejectUnless(
            authority.countsAt(time),
            "A timestamp was made outside its authority's validity period.");
        UnsignedTimestampParts.require(response, authority);
        return time;
      }
    }
    throw new BundleRejectedException("A timestamp comes from an untrusted authority.");
  }

  private static TimeStampToken read(byte[] response) throws BundleRejectedException {
    try {
      TimeStampResponse read = new TimeStampResponse(response);
      TimeStampToken token = read.getTimeStampToken();
      if (token != null
          && (read.getStatus() == PKIStatus.GRANTED
              || read.getStatus() == PKIStatus.GRANTED_WITH_MODS)) {
        return token;
      }
    } catch (TSPException | IOException | RuntimeException malformed) {
      throw new BundleRejectedException("A timestamp cannot be read.");
    }
    throw new BundleRejectedException("A timestamp was not granted.");
  }

  private static void requireMessage(TimeStampToken token, byte[] signature)
      throws BundleRejectedException {
    String algorithm = DIGESTS.get(token.getTimeStampInfo().getMessageImprintAlgOID());
    BundleRejectedException.rejectUnless(
        algorithm != null, "A timestamp uses an unsupported digest algorithm.");
    try {
      byte[] digest = MessageDigest.getInstance(algorithm).digest(signature);
      BundleRejectedException.rejectUnless(
          MessageDigest.isEqual(digest, token.getTimeStampInfo().getMessageImprintDigest()),
          "A timestamp does not cover the signature.");
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  private static boolean isSignedBy(X509Certificate certificate, TimeStampToken token) {
    try {
      SignerInformationVerifier verifier =
          new JcaSimpleSignerInfoVerifierBuilder()
              .setProvider(SignatureKey.PROVIDER)
              .build(certificate);
      token.validate(verifier);
      return true;
    } catch (TSPException | OperatorCreationException | RuntimeException notThisOne) {
      return false;
    }
  }
}
