package dev.loopgen.attest.sigstore;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.attest.bundle.BundleJson;
import dev.loopgen.attest.bundle.ProtobufJson;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Compares the body of a log entry with the bundle: it must have logged exactly this signature by
 * this signer over this content.
 */
final class LogEntryBody {

  private final ProtobufJson spec;
  private final SignedContent signed;
  private final LoggedSigner signer;

  private LogEntryBody(ProtobufJson spec, SignedContent signed, LoggedSigner signer) {
    this.spec = spec;
    this.signed = signed;
    this.signer = signer;
  }

  /** Checks the body and returns the generation of the logs that have entries of this kind. */
  static RekorVersion check(LogEntry entry, SignedContent signed, LoggedSigner signer)
      throws BundleRejectedException {
    ProtobufJson body =
        new ProtobufJson("body", BundleJson.read("The body of a log entry", entry.body()));
    String kind = body.string("kind") + " " + body.string("apiVersion");
    BundleRejectedException.rejectUnless(
        kind.equals(entry.kind()), "A log entry's body has another kind than the bundle says.");
    LogEntryBody check = new LogEntryBody(body.object("spec"), signed, signer);
    switch (kind) {
      case "dsse 0.0.1" -> check.dsse();
      case "intoto 0.0.2" -> check.intoto();
      case "hashedrekord 0.0.1" -> check.hashedRekord();
      case "hashedrekord 0.0.2" -> {
        check.hashedRekord2();
        return RekorVersion.V2;
      }
      default ->
          throw new BundleRejectedException("A log entry is of the unknown kind " + kind + ".");
    }
    return RekorVersion.V1;
  }

  private void dsse() throws BundleRejectedException {
    requireEnvelope(true);
    hash(spec.object("payloadHash"), signed.envelope().payload());
    ProtobufJson signature = single(spec.list("signatures"));
    signature(signature.bytes("signature"));
    signer(signer.isPem(signature.bytes("verifier")));
  }

  private void intoto() throws BundleRejectedException {
    requireEnvelope(true);
    ProtobufJson content = spec.object("content");
    ProtobufJson envelope = content.object("envelope");
    hash(content.object("payloadHash"), signed.envelope().payload());
    BundleRejectedException.rejectUnless(
        envelope.string("payloadType").equals(signed.envelope().payloadType()),
        "A log entry is about an envelope of another type.");
    ProtobufJson signature = single(envelope.list("signatures"));
    signature(twice(signature.bytes("sig")));
    signer(signer.isPem(signature.bytes("publicKey")));
  }

  private void hashedRekord() throws BundleRejectedException {
    requireEnvelope(false);
    hash(spec.object("data").object("hash"), signed.message());
    ProtobufJson signature = spec.object("signature");
    signature(signature.bytes("content"));
    signer(signer.isPem(signature.object("publicKey").bytes("content")));
  }

  private void hashedRekord2() throws BundleRejectedException {
    ProtobufJson entry = spec.object("hashedRekordV002");
    ProtobufJson data = entry.object("data");
    BundleRejectedException.rejectUnless(
        data.string("algorithm").equals("SHA2_256")
            && Arrays.equals(data.bytes("digest"), signed.messageDigest().bytes()),
        "A log entry is about other content.");
    ProtobufJson signature = entry.object("signature");
    signature(signature.bytes("content"));
    ProtobufJson verifier = signature.object("verifier");
    String key = signer.isCertified() ? "x509Certificate" : "publicKey";
    signer(verifier.has(key) && signer.isDer(verifier.object(key).bytes("rawBytes")));
  }

  private void requireEnvelope(boolean expected) throws BundleRejectedException {
    BundleRejectedException.rejectUnless(
        signed.isEnvelope() == expected, "A log entry's kind does not fit this bundle.");
  }

  private static ProtobufJson single(List<ProtobufJson> signatures) throws BundleRejectedException {
    BundleRejectedException.rejectUnless(
        signatures.size() == 1, "A log entry does not have exactly one signature.");
    return signatures.get(0);
  }

  private static void hash(ProtobufJson hash, byte[] content) throws BundleRejectedException {
    BundleRejectedException.rejectUnless(
        hash.string("algorithm").equals("sha256")
            && hash.string("value").equals(Sha256.hash(content).hex()),
        "A log entry is about other content.");
  }

  private void signature(byte[] logged) throws BundleRejectedException {
    BundleRejectedException.rejectUnless(
        Arrays.equals(logged, signed.signature()), "A log entry is about another signature.");
  }

  private static void signer(boolean same) throws BundleRejectedException {
    BundleRejectedException.rejectUnless(same, "A log entry is about another signer.");
  }

  /** Entries of this kind encode the signature in base64 twice. */
  private static byte[] twice(byte[] base64) throws BundleRejectedException {
    try {
      return Base64.getDecoder().decode(new String(base64, StandardCharsets.ISO_8859_1));
    } catch (IllegalArgumentException e) {
      throw new BundleRejectedException("The signature in a log entry cannot be read.");
    }
  }
}
