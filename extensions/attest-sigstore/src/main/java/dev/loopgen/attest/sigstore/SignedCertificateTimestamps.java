package dev.loopgen.attest.sigstore;

import dev.loopgen.api.digest.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.Extension;

/**
 * Checks the signed certificate timestamps in a certificate (RFC 6962, section 3), by which logs
 * promise to include it.
 */
final class SignedCertificateTimestamps {

  private static final String LIST = "1.3.6.1.4.1.11129.2.4.2";
  private static final int EXTENSIONS_TAG = 3;
  private static final short PRECERTIFICATE = 1;
  private static final int MAX_TIMESTAMPS = 16;

  /** One timestamp of the list. */
  private record Timestamp(byte[] logId, long millis, byte[] extensions, byte[] signature) {}

  private SignedCertificateTimestamps() {}

  /** Requires a valid timestamp of a trusted log, and no invalid one of any trusted log. */
  static void check(X509Certificate leaf, X509Certificate issuer, List<TransparencyLog> logs)
      throws BundleRejectedException {
    List<Timestamp> timestamps = read(leaf);
    byte[] entry = precertificate(leaf, issuer);
    boolean known = false;
    for (Timestamp timestamp : timestamps) {
      Instant time = Instant.ofEpochMilli(timestamp.millis());
      List<TransparencyLog> named = TransparencyLog.withId(logs, timestamp.logId());
      if (named.isEmpty()) {
        continue;
      }
      byte[] message = message(timestamp, entry);
      BundleRejectedException.rejectUnless(
          named.stream()
              .filter(log -> log.validity().contains(time))
              .anyMatch(log -> log.key().verifies(message, timestamp.signature())),
          "The certificate has an invalid timestamp of a certificate log.");
      known = true;
    }
    BundleRejectedException.rejectUnless(
        known, "The certificate has no timestamp of a trusted certificate log.");
  }

  private static List<Timestamp> read(X509Certificate leaf) throws BundleRejectedException {
    byte[] extension = leaf.getExtensionValue(LIST);
    BundleRejectedException.rejectUnless(
        extension != null, "The certificate has no timestamp of a certificate log.");
    try {
      byte[] inner = ASN1OctetString.getInstance(extension).getOctets();
      ByteBuffer list = ByteBuffer.wrap(ASN1OctetString.getInstance(inner).getOctets());
      ByteBuffer all = ByteBuffer.wrap(vector(list));
      List<Timestamp> timestamps = new ArrayList<>();
      while (all.hasRemaining() && timestamps.size() < MAX_TIMESTAMPS) {
        timestamps.add(timestamp(ByteBuffer.wrap(vector(all))));
      }
      if (!all.hasRemaining() && !list.hasRemaining()) {
        return timestamps;
      }
    } catch (RuntimeException malformed) {
      throw new BundleRejectedException("The certificate's timestamps cannot be read.");
    }
    throw new BundleRejectedException("The certificate's timestamps cannot be read.");
  }

  private static Timestamp timestamp(ByteBuffer in) {
    byte version = in.get();
    byte[] logId = new byte[32];
    in.get(logId);
    long millis = in.getLong();
    byte[] extensions = vector(in);
    in.getShort();
    byte[] signature = vector(in);
    if (version != 0 || millis < 0 || in.hasRemaining()) {
      throw new IllegalArgumentException("not a timestamp of version 1");
    }
    return new Timestamp(logId, millis, extensions, signature);
  }

  /** Reads length-prefixed bytes. */
  private static byte[] vector(ByteBuffer in) {
    byte[] bytes = new byte[Short.toUnsignedInt(in.getShort())];
    in.get(bytes);
    return bytes;
  }

  private static byte[] message(Timestamp timestamp, byte[] entry) {
    return ByteBuffer.allocate(2 + 8 + 2 + entry.length + 2 + timestamp.extensions().length)
        .putShort((short) 0)
        .putLong(timestamp.millis())
        .putShort(PRECERTIFICATE)
        .put(entry)
        .putShort((short) timestamp.extensions().length)
        .put(timestamp.extensions())
        .array();
  }

  /**
   * Returns what the log signed: the issuer's key hash, and the certificate without the timestamps.
   */
  private static byte[] precertificate(X509Certificate leaf, X509Certificate issuer)
      throws BundleRejectedException {
    try {
      byte[] toBeSigned = withoutTimestamps(leaf);
      return ByteBuffer.allocate(32 + 3 + toBeSigned.length)
          .put(Sha256.hash(issuer.getPublicKey().getEncoded()).bytes())
          .put((byte) (toBeSigned.length >> 16))
          .putShort((short) toBeSigned.length)
          .put(toBeSigned)
          .array();
    } catch (IOException | CertificateEncodingException | RuntimeException malformed) {
      throw new BundleRejectedException(
          "The certificate's precertificate cannot be reconstructed.");
    }
  }

  private static byte[] withoutTimestamps(X509Certificate leaf)
      throws IOException, CertificateEncodingException {
    ASN1Sequence fields =
        ASN1Sequence.getInstance(
            Certificate.getInstance(leaf.getEncoded()).getTBSCertificate().toASN1Primitive());
    ASN1EncodableVector kept = new ASN1EncodableVector();
    for (int i = 0; i < fields.size(); i++) {
      if (fields.getObjectAt(i) instanceof ASN1TaggedObject tagged
          && tagged.getTagNo() == EXTENSIONS_TAG) {
        kept.add(new DERTaggedObject(true, EXTENSIONS_TAG, extensions(tagged)));
      } else {
        kept.add(fields.getObjectAt(i));
      }
    }
    return new DERSequence(kept).getEncoded("DER");
  }

  private static DERSequence extensions(ASN1TaggedObject tagged) {
    ASN1EncodableVector kept = new ASN1EncodableVector();
    ASN1Sequence.getInstance(tagged, true)
        .forEach(
            extension -> {
              if (!Extension.getInstance(extension).getExtnId().getId().equals(LIST)) {
                kept.add(extension);
              }
            });
    return new DERSequence(kept);
  }
}
