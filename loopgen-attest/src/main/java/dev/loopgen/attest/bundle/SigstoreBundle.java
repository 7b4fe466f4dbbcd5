package dev.loopgen.attest.bundle;

import dev.loopgen.api.AttestationException;
import dev.loopgen.api.attest.SignedBundle;
import dev.loopgen.api.json.Json;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A parsed Sigstore bundle; nothing in it is verified. Unknown members are ignored.
 *
 * @param mediaType the media type, one that this class supports
 * @param material the key or certificates that the bundle claims to be signed with
 * @param logEntries the entries of transparency logs, each as its JSON
 * @param timestamps the RFC 3161 responses in DER
 * @param content the signed content
 */
public record SigstoreBundle(
    String mediaType,
    Material material,
    List<Json.Obj> logEntries,
    List<byte[]> timestamps,
    Content content) {

  /** The media type of bundles that this class writes. */
  public static final String MEDIA_TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json";

  /** The most log entries or timestamps of a bundle, because each costs a verification. */
  public static final int MAX_EVIDENCE = 32;

  private static final String OLD_MEDIA_TYPE = "application/vnd.dev.sigstore.bundle+json;version=";

  private static final Set<String> MEDIA_TYPES =
      Set.of(MEDIA_TYPE, OLD_MEDIA_TYPE + "0.1", OLD_MEDIA_TYPE + "0.2", OLD_MEDIA_TYPE + "0.3");

  /** The verification material of a signature. */
  public sealed interface Material {}

  /**
   * A key that the verifier must already know.
   *
   * @param hint an unverified hint at the key; may be empty
   */
  public record PublicKeyHint(String hint) implements Material {

    public PublicKeyHint {
      Objects.requireNonNull(hint, "hint");
    }
  }

  /**
   * A certificate, possibly with its chain.
   *
   * @param der the certificates, the one of the signer first
   */
  public record Certificates(List<byte[]> der) implements Material {

    /** Copies the list. */
    public Certificates {
      der = List.copyOf(der);
    }
  }

  /** What is signed. */
  public sealed interface Content {}

  /**
   * A payload in an envelope.
   *
   * @param envelope the envelope
   */
  public record Envelope(DsseEnvelope envelope) implements Content {

    public Envelope {
      Objects.requireNonNull(envelope, "envelope");
    }
  }

  /**
   * A signature over data outside of the bundle, never over a statement.
   *
   * @param json the message signature
   */
  public record MessageSignature(Json.Obj json) implements Content {

    public MessageSignature {
      Objects.requireNonNull(json, "json");
    }
  }

  /** Copies the lists. */
  public SigstoreBundle {
    Objects.requireNonNull(mediaType, "mediaType");
    Objects.requireNonNull(material, "material");
    Objects.requireNonNull(content, "content");
    logEntries = List.copyOf(logEntries);
    timestamps = List.copyOf(timestamps);
  }

  /**
   * Reads a bundle.
   *
   * @param json the content of a bundle's file
   * @return the bundle
   * @throws AttestationException if it is larger than {@link SignedBundle#MAX_BYTES}, is not strict
   *     JSON, has an unknown media type or content that does not fit it, lacks a required member,
   *     has several members where only one is allowed, does not have exactly one signature, or has
   *     the same log entry or timestamp twice or more than {@value #MAX_EVIDENCE} of them
   */
  public static SigstoreBundle parse(byte[] json) {
    if (json.length > SignedBundle.MAX_BYTES) {
      throw new AttestationException(
          "The bundle is larger than "
              + SignedBundle.MAX_BYTES
              + " bytes. Check that it is the right file.");
    }
    ProtobufJson bundle = new ProtobufJson("bundle", BundleJson.read("The bundle", json));
    String mediaType = bundle.string("mediaType");
    if (!MEDIA_TYPES.contains(mediaType)) {
      throw new AttestationException(
          "The bundle has the media type " + mediaType + ". Supported are versions 0.1 to 0.3.");
    }
    ProtobufJson material = bundle.object("verificationMaterial");
    List<byte[]> timestamps =
        material.has("timestampVerificationData")
            ? material.object("timestampVerificationData").list("rfc3161Timestamps").stream()
                .map(stamp -> stamp.bytes("signedTimestamp"))
                .toList()
            : List.of();
    List<Json.Obj> entries = material.list("tlogEntries").stream().map(ProtobufJson::json).toList();
    if (entries.size() > MAX_EVIDENCE || timestamps.size() > MAX_EVIDENCE) {
      throw new AttestationException(
          "The bundle has more than " + MAX_EVIDENCE + " log entries or timestamps.");
    }
    SigstoreBundle read =
        new SigstoreBundle(mediaType, material(material), entries, timestamps, content(bundle));
    BundleForm.require(read, material.has("x509CertificateChain"));
    return read;
  }

  /**
   * Writes a bundle of an envelope that was signed with a key. Equal arguments give equal texts.
   *
   * @param envelope the envelope, with a key id
   * @return the bundle's JSON
   * @throws IllegalArgumentException if the envelope has no key id
   */
  public static String ofKey(DsseEnvelope envelope) {
    String hint =
        envelope
            .keyId()
            .orElseThrow(() -> new IllegalArgumentException("the envelope has no key id"));
    return write(
        Json.object().put("publicKey", Json.object().put("hint", hint).build()).build(), envelope);
  }

  /**
   * Writes a bundle. Equal arguments give equal texts.
   *
   * @param material the member {@code verificationMaterial}
   * @param envelope the envelope
   * @return the bundle's JSON
   * @throws AttestationException if it is larger than {@link SignedBundle#MAX_BYTES}
   */
  public static String write(Json.Obj material, DsseEnvelope envelope) {
    Json.ObjectBuilder signature = Json.object().put("sig", base64(envelope.signature()));
    envelope.keyId().ifPresent(id -> signature.put("keyid", id));
    String bundle =
        Json.object()
            .put("mediaType", MEDIA_TYPE)
            .put("verificationMaterial", material)
            .put(
                "dsseEnvelope",
                Json.object()
                    .put("payload", base64(envelope.payload()))
                    .put("payloadType", envelope.payloadType())
                    .put("signatures", List.of(signature.build()))
                    .build())
            .build()
            .canonical();
    if (bundle.length() > SignedBundle.MAX_BYTES) {
      throw new AttestationException(
          "The bundle would be larger than " + SignedBundle.MAX_BYTES + " bytes.");
    }
    return bundle;
  }

  /**
   * Returns the envelope.
   *
   * @return the envelope, unverified
   * @throws AttestationException if the bundle has a message signature instead
   */
  public DsseEnvelope envelope() {
    if (content instanceof Envelope found) {
      return found.envelope();
    }
    throw new AttestationException(
        "The bundle signs a digest, not a statement. Give the bundle of a run.");
  }

  private static Material material(ProtobufJson material) {
    ProtobufJson which = oneOf(material, "publicKey", "certificate", "x509CertificateChain");
    if (material.has("publicKey")) {
      return new PublicKeyHint(which.optionalString("hint").orElse(""));
    }
    if (material.has("certificate")) {
      return new Certificates(List.of(which.bytes("rawBytes")));
    }
    List<byte[]> chain = new ArrayList<>();
    which.list("certificates").forEach(certificate -> chain.add(certificate.bytes("rawBytes")));
    if (chain.isEmpty() || chain.size() > MAX_EVIDENCE) {
      throw new AttestationException("The bundle's certificate chain is empty or too long.");
    }
    return new Certificates(chain);
  }

  private static Content content(ProtobufJson bundle) {
    ProtobufJson which = oneOf(bundle, "dsseEnvelope", "messageSignature");
    if (bundle.has("messageSignature")) {
      return new MessageSignature(which.json());
    }
    List<ProtobufJson> signatures = which.list("signatures");
    if (signatures.size() != 1) {
      throw new AttestationException(
          "The bundle's envelope has " + signatures.size() + " signatures; it must have one.");
    }
    ProtobufJson signature = signatures.get(0);
    return new Envelope(
        new DsseEnvelope(
            which.string("payloadType"),
            which.bytes("payload"),
            signature.bytes("sig"),
            signature.optionalString("keyid").filter(id -> !id.isEmpty()).orElse(null)));
  }

  private static ProtobufJson oneOf(ProtobufJson object, String... names) {
    List<String> found = List.of(names).stream().filter(object::has).toList();
    if (found.size() != 1) {
      throw new AttestationException(
          "The bundle must have exactly one of " + String.join(", ", names) + ".");
    }
    return object.object(found.get(0));
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
