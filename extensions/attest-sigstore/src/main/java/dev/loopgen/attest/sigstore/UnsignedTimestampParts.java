package dev.loopgen.attest.sigstore;

import java.io.IOException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/**
 * The parts of a timestamp that no signature covers; none of them may carry information. So two
 * timestamps with the same signature have the same bytes, except for their certificates.
 */
final class UnsignedTimestampParts {

  private static final int GRANTED = 0;

  private UnsignedTimestampParts() {}

  /** Removes what an authority adds to its token, such as a status text. */
  static byte[] minimal(byte[] response) throws IOException {
    ASN1Sequence sequence = ASN1Sequence.getInstance(response);
    ASN1Encodable[] parts = {new DERSequence(new ASN1Integer(GRANTED)), sequence.getObjectAt(1)};
    return new DERSequence(parts).getEncoded(ASN1Encoding.DL);
  }

  /** Requires that the parts that the authority did not sign carry no information. */
  static void require(byte[] response, TrustedAuthority authority) throws BundleRejectedException {
    try {
      ASN1Primitive read = ASN1Primitive.fromByteArray(response);
      ASN1Sequence parts = ASN1Sequence.getInstance(read);
      if (Arrays.equals(read.getEncoded(ASN1Encoding.DL), response)
          && parts.size() == 2
          && isGranted(ASN1Sequence.getInstance(parts.getObjectAt(0)))
          && isPlain(ContentInfo.getInstance(parts.getObjectAt(1)), authority)) {
        return;
      }
    } catch (IOException | CertificateEncodingException | RuntimeException malformed) {
      throw new BundleRejectedException("A timestamp cannot be read.");
    }
    throw new BundleRejectedException("A timestamp has parts that its authority did not sign.");
  }

  private static boolean isGranted(ASN1Sequence status) {
    return status.size() == 1 && ASN1Integer.getInstance(status.getObjectAt(0)).hasValue(GRANTED);
  }

  private static boolean isPlain(ContentInfo content, TrustedAuthority authority)
      throws IOException, CertificateEncodingException {
    if (!content.getContentType().equals(CMSObjectIdentifiers.signedData)) {
      return false;
    }
    SignedData data = SignedData.getInstance(content.getContent());
    if (!(data.getEncapContentInfo().getContent() instanceof ASN1OctetString)) {
      return false;
    }
    if (data.getSignerInfos().size() != 1 || data.getDigestAlgorithms().size() != 1) {
      return false;
    }
    SignerInfo signer = SignerInfo.getInstance(data.getSignerInfos().getObjectAt(0));
    AlgorithmIdentifier digest =
        AlgorithmIdentifier.getInstance(data.getDigestAlgorithms().getObjectAt(0));
    return data.getVersion().hasValue(3)
        && data.getEncapContentInfo().getContentType().equals(PKCSObjectIdentifiers.id_ct_TSTInfo)
        && data.getCRLs() == null
        && digest.equals(signer.getDigestAlgorithm())
        && hasNoParameters(digest)
        && hasNoParameters(signer.getDigestEncryptionAlgorithm())
        && signer.getVersion().hasValue(1)
        && signer.getUnauthenticatedAttributes() == null
        && isWritten(data, content.getContent())
        && isWritten(signer, data.getSignerInfos().getObjectAt(0))
        && names(signer, authority.first())
        && areTrusted(data.getCertificates(), authority.chain());
  }

  /** Tells whether re-encoding what was read gives the original bytes, tags included. */
  private static boolean isWritten(ASN1Encodable read, ASN1Encodable original) throws IOException {
    return Arrays.equals(
        read.toASN1Primitive().getEncoded(ASN1Encoding.DL),
        original.toASN1Primitive().getEncoded(ASN1Encoding.DL));
  }

  private static boolean hasNoParameters(AlgorithmIdentifier algorithm) {
    return algorithm.getParameters() == null || algorithm.getParameters().equals(DERNull.INSTANCE);
  }

  private static boolean names(SignerInfo signer, X509Certificate certificate) throws IOException {
    IssuerAndSerialNumber id = IssuerAndSerialNumber.getInstance(signer.getSID().getId());
    return id.getSerialNumber().hasValue(certificate.getSerialNumber())
        && Arrays.equals(
            id.getName().getEncoded(), certificate.getIssuerX500Principal().getEncoded());
  }

  private static boolean areTrusted(ASN1Set certificates, List<X509Certificate> chain)
      throws IOException, CertificateEncodingException {
    if (certificates == null) {
      return true;
    }
    for (Enumeration<?> all = certificates.getObjects(); all.hasMoreElements(); ) {
      byte[] der = ((ASN1Encodable) all.nextElement()).toASN1Primitive().getEncoded();
      boolean trusted = false;
      for (X509Certificate certificate : chain) {
        trusted |= Arrays.equals(certificate.getEncoded(), der);
      }
      if (!trusted) {
        return false;
      }
    }
    return true;
  }
}
