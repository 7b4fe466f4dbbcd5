package dev.loopgen.attest.sigstore;

import dev.loopgen.api.attest.CertificateClaims;
import dev.loopgen.api.attest.CertificateClaims.Claim;
import dev.loopgen.api.attest.CertificateClaims.SubjectKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.ASN1UTF8String;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/**
 * Reads the holder's name and the claims in a Fulcio certificate. BouncyCastle's parsers may throw
 * any unchecked exception on input that they cannot read.
 */
final class CertificateClaimsReader {

  private static final String FULCIO = "1.3.6.1.4.1.57264.1.";
  private static final String USER_NAME = FULCIO + "7";
  private static final String SUBJECT_ALTERNATIVE_NAME = "2.5.29.17";

  /** The issuer in the first certificates' form: raw bytes that are not DER-encoded. */
  private static final int RAW_ISSUER = 1;

  private CertificateClaimsReader() {}

  static CertificateClaims read(X509Certificate certificate) throws BundleRejectedException {
    Map<Claim, String> claims = new EnumMap<>(Claim.class);
    for (Claim claim : Claim.values()) {
      Optional<byte[]> extension = extension(certificate, FULCIO + claim.number());
      if (extension.isPresent()) {
        claims.put(claim, utf8(extension.get()));
      }
    }
    addRawIssuer(certificate, claims);
    GeneralName name = name(certificate);
    return switch (name.getTagNo()) {
      case GeneralName.uniformResourceIdentifier ->
          new CertificateClaims(SubjectKind.URI, text(name.getName()), claims);
      case GeneralName.rfc822Name ->
          new CertificateClaims(SubjectKind.EMAIL, text(name.getName()), claims);
      case GeneralName.otherName ->
          new CertificateClaims(SubjectKind.OTHER, userName(name.getName()), claims);
      default ->
          throw new BundleRejectedException("The certificate names its holder in an unknown form.");
    };
  }

  /** Rejects two different issuers: two verifiers could see two identities. */
  private static void addRawIssuer(X509Certificate certificate, Map<Claim, String> claims)
      throws BundleRejectedException {
    Optional<byte[]> raw = extension(certificate, FULCIO + RAW_ISSUER);
    if (raw.isPresent()) {
      String issuer = decode(raw.get());
      String other = claims.putIfAbsent(Claim.ISSUER, issuer);
      BundleRejectedException.rejectUnless(
          other == null || other.equals(issuer), "The certificate names two different issuers.");
    }
  }

  private static GeneralName name(X509Certificate certificate) throws BundleRejectedException {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      Optional<byte[]> extension = extension(certificate, SUBJECT_ALTERNATIVE_NAME);
      if (names != null && names.size() == 1 && extension.isPresent()) {
        GeneralName[] found = GeneralNames.getInstance(extension.get()).getNames();
        if (found.length == 1) {
          return found[0];
        }
      }
    } catch (CertificateParsingException | RuntimeException e) {
      throw new BundleRejectedException("The name of the certificate's holder cannot be read.");
    }
    throw new BundleRejectedException(
        "The certificate does not have exactly one name of its holder.");
  }

  private static String userName(ASN1Encodable name) throws BundleRejectedException {
    try {
      ASN1Sequence other = ASN1Sequence.getInstance(name);
      if (other.size() == 2 && other.getObjectAt(0).equals(new ASN1ObjectIdentifier(USER_NAME))) {
        ASN1TaggedObject value = ASN1TaggedObject.getInstance(other.getObjectAt(1));
        return ASN1UTF8String.getInstance(value, true).getString();
      }
    } catch (RuntimeException e) {
      throw new BundleRejectedException("The name of the certificate's holder cannot be read.");
    }
    throw new BundleRejectedException("The certificate names its holder in an unknown form.");
  }

  private static String text(ASN1Encodable name) {
    return name.toString();
  }

  private static String utf8(byte[] der) throws BundleRejectedException {
    try {
      if (ASN1Primitive.fromByteArray(der) instanceof ASN1UTF8String text) {
        return text.getString();
      }
    } catch (IOException | RuntimeException notDer) {
      throw new BundleRejectedException("A claim of the certificate is not a DER-encoded text.");
    }
    throw new BundleRejectedException("A claim of the certificate is not a DER-encoded text.");
  }

  /** Returns the content of an extension, without the octet string around it. */
  private static Optional<byte[]> extension(X509Certificate certificate, String oid) {
    return Optional.ofNullable(certificate.getExtensionValue(oid))
        .map(value -> ASN1OctetString.getInstance(value).getOctets());
  }

  private static String decode(byte[] bytes) throws BundleRejectedException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException notUtf8) {
      throw new BundleRejectedException("The issuer that the certificate names is not a text.");
    }
  }
}
