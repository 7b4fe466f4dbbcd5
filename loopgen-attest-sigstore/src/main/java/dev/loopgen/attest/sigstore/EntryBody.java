package dev.loopgen.attest.sigstore;

import dev.loopgen.attest.bundle.BundleJson;
import dev.loopgen.attest.bundle.Members;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * The body of a log entry, held against the bundle around it: what was logged must be this very
 * signature by this very signer over this very content.
 */
final class EntryBody {

  private final Members spec;
  private final Signed signed;
  private final Signer signer;

  private EntryBody(Members spec, Signed signed, Signer signer) {
    this.spec = spec;
    this.signed = signed;
    this.signer = signer;
  }

  /** Returns the generation of the log that keeps entries of this kind. */
  static LogGeneration check(LogEntry entry, Signed signed, Signer signer) throws Rejection {
    Members body = new Members("body", BundleJson.read("The body of a log entry", entry.body()));
    String kind = body.string("kind") + " " + body.string("apiVersion");
    Rejection.unless(
        kind.equals(entry.kind()), "A log entry is of another kind than the bundle says.");
    EntryBody check = new EntryBody(body.object("spec"), signed, signer);
    switch (kind) {
      case "dsse 0.0.1" -> check.dsse();
      case "intoto 0.0.2" -> check.intoto();
      case "hashedrekord 0.0.1" -> check.hashedRekord();
      case "hashedrekord 0.0.2" -> {
        check.hashedRekord2();
        return LogGeneration.V2;
      }
      default -> throw new Rejection("A log entry is of the unknown kind " + kind + ".");
    }
    return LogGeneration.V1;
  }

  private void dsse() throws Rejection {
    requireEnvelope(true);
    hash(spec.object("payloadHash"), signed.envelope().payload());
    Members signature = single(spec.list("signatures"));
    signature(signature.bytes("signature"));
    signer(signer.isPem(signature.bytes("verifier")));
  }

  private void intoto() throws Rejection {
    requireEnvelope(true);
    Members content = spec.object("content");
    Members envelope = content.object("envelope");
    hash(content.object("payloadHash"), signed.envelope().payload());
    Rejection.unless(
        envelope.string("payloadType").equals(signed.envelope().payloadType()),
        "A log entry is about an envelope of another type.");
    Members signature = single(envelope.list("signatures"));
    signature(twice(signature.bytes("sig")));
    signer(signer.isPem(signature.bytes("publicKey")));
  }

  private void hashedRekord() throws Rejection {
    requireEnvelope(false);
    hash(spec.object("data").object("hash"), signed.message());
    Members signature = spec.object("signature");
    signature(signature.bytes("content"));
    signer(signer.isPem(signature.object("publicKey").bytes("content")));
  }

  private void hashedRekord2() throws Rejection {
    Members entry = spec.object("hashedRekordV002");
    Members data = entry.object("data");
    Rejection.unless(
        data.string("algorithm").equals("SHA2_256")
            && Arrays.equals(data.bytes("digest"), signed.messageDigest().bytes()),
        "A log entry is about something else.");
    Members signature = entry.object("signature");
    signature(signature.bytes("content"));
    Members verifier = signature.object("verifier");
    String key = signer.isCertified() ? "x509Certificate" : "publicKey";
    signer(verifier.has(key) && signer.isDer(verifier.object(key).bytes("rawBytes")));
  }

  private void requireEnvelope(boolean expected) throws Rejection {
    Rejection.unless(
        signed.isEnvelope() == expected, "A log entry is of a kind for other bundles than this.");
  }

  private static Members single(List<Members> signatures) throws Rejection {
    Rejection.unless(signatures.size() == 1, "A log entry has not exactly one signature.");
    return signatures.get(0);
  }

  private static void hash(Members hash, byte[] content) throws Rejection {
    Rejection.unless(
        hash.string("algorithm").equals("sha256")
            && hash.string("value").equals(Digests.sha256(content).hex()),
        "A log entry is about something else.");
  }

  private void signature(byte[] logged) throws Rejection {
    Rejection.unless(
        Arrays.equals(logged, signed.signature()), "A log entry is about another signature.");
  }

  private static void signer(boolean same) throws Rejection {
    Rejection.unless(same, "A log entry is about another signer.");
  }

  /** This kind has its signature in base64 of base64. */
  private static byte[] twice(byte[] base64) throws Rejection {
    try {
      return Base64.getDecoder().decode(new String(base64, StandardCharsets.ISO_8859_1));
    } catch (IllegalArgumentException e) {
      throw new Rejection("The signature in a log entry cannot be read.");
    }
  }
}
