package dev.loopgen.attest.sigstore;

import dev.loopgen.api.AttestationException;
import dev.loopgen.api.digest.Sha256;
import dev.loopgen.attest.bundle.DsseEnvelope;
import dev.loopgen.attest.bundle.ProtobufJson;
import dev.loopgen.attest.bundle.SigstoreBundle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The content that a bundle's signature covers: either an envelope, whose payload is in the bundle,
 * or the bytes of a file, which the caller has; never one in place of the other.
 */
final class SignedContent {

  private final @Nullable DsseEnvelope envelope;
  private final byte[] message;
  private final byte[] signature;

  private SignedContent(@Nullable DsseEnvelope envelope, byte[] message, byte[] signature) {
    this.envelope = envelope;
    this.message = message;
    this.signature = signature;
  }

  static SignedContent envelope(SigstoreBundle bundle) throws BundleRejectedException {
    if (bundle.content() instanceof SigstoreBundle.Envelope content) {
      DsseEnvelope envelope = content.envelope();
      return new SignedContent(envelope, envelope.signedBytes(), envelope.signature());
    }
    throw new BundleRejectedException("The bundle signs a digest, not a statement.");
  }

  static SignedContent file(SigstoreBundle bundle, byte[] file) throws BundleRejectedException {
    if (!(bundle.content() instanceof SigstoreBundle.MessageSignature content)) {
      throw new BundleRejectedException("The bundle signs a statement, not a file.");
    }
    ProtobufJson members = new ProtobufJson("messageSignature", content.json());
    byte[] signature = members.bytes("signature");
    BundleRejectedException.rejectUnless(
        members.has("messageDigest"), "The bundle does not state the digest of its file.");
    ProtobufJson digest = members.object("messageDigest");
    BundleRejectedException.rejectUnless(
        digest.string("algorithm").equals("SHA2_256")
            && Arrays.equals(digest.bytes("digest"), Sha256.hash(file).bytes()),
        "The bundle is about a file with another digest.");
    return new SignedContent(null, file.clone(), signature);
  }

  boolean isEnvelope() {
    return envelope != null;
  }

  DsseEnvelope envelope() {
    if (envelope == null) {
      throw new AttestationException("A signed file has no envelope.");
    }
    return envelope;
  }

  /** Returns the bytes that the signature covers. */
  byte[] message() {
    return message;
  }

  Sha256 messageDigest() {
    return Sha256.hash(message);
  }

  byte[] signature() {
    return signature;
  }
}
