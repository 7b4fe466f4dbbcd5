package dev.loopgen.attest.sigstore;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.loopgen.api.AttestationException;
import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.json.Json;
import dev.loopgen.attest.bundle.BundleJson;
import dev.loopgen.attest.bundle.DsseEnvelope;
import dev.loopgen.attest.bundle.ProtobufJson;
import java.net.URI;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Logs envelopes with Rekor and converts its entries to the form used in bundles. */
final class RekorClient {

  private static final String SERVICE = "The transparency log";
  private static final Map<String, String> HEADERS =
      Map.of("Content-Type", "application/json", "Accept", "application/json");
  private static final HexFormat HEX = HexFormat.of();

  private final HttpRequests http;
  private final URI address;
  private final int version;

  RekorClient(HttpRequests http, SigningServices services) {
    this.http = http;
    address = services.rekor();
    version = services.rekorVersion();
  }

  /** Logs the envelope. The verifier checks later that the log has it. */
  Json.Obj log(DsseEnvelope envelope, SigningCertificate leaf) throws SigningFailedException {
    Json.Obj request = version == 1 ? dsse(envelope, leaf) : hashedRekord(envelope, leaf);
    URI uri = resolve("/api/v" + version + "/log/entries");
    byte[] answer =
        HttpRequests.require(
            SERVICE, http.post(SERVICE, uri, HEADERS, request.canonical().getBytes(UTF_8)));
    try {
      Json.Obj json = BundleJson.read("The answer of the log", answer);
      return version == 1 ? entry(json) : json;
    } catch (AttestationException e) {
      throw SigningFailedException.outage(SERVICE + " did not return a log entry.");
    }
  }

  private URI resolve(String path) {
    String base = address.toString();
    return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
  }

  private static Json.Obj dsse(DsseEnvelope envelope, SigningCertificate leaf) {
    Json.Obj signature = Json.object().put("sig", base64(envelope.signature())).build();
    Json.Obj dsse =
        Json.object()
            .put("payload", base64(envelope.payload()))
            .put("payloadType", envelope.payloadType())
            .put("signatures", List.of(signature))
            .build();
    Json.Obj content =
        Json.object()
            .put("envelope", dsse.canonical())
            .put("verifiers", Json.strings(List.of(base64(pem(leaf).getBytes(UTF_8)))))
            .build();
    return Json.object()
        .put("apiVersion", "0.0.1")
        .put("kind", "dsse")
        .put("spec", Json.object().put("proposedContent", content).build())
        .build();
  }

  private static Json.Obj hashedRekord(DsseEnvelope envelope, SigningCertificate leaf) {
    Json.Obj verifier =
        Json.object()
            .put("x509Certificate", Json.object().put("rawBytes", base64(leaf.der())).build())
            .put("keyDetails", "PKIX_ECDSA_P256_SHA_256")
            .build();
    Json.Obj signature =
        Json.object()
            .put("content", base64(envelope.signature()))
            .put("verifier", verifier)
            .build();
    Json.Obj request =
        Json.object()
            .put("digest", Sha256.hash(envelope.signedBytes()).base64())
            .put("signature", signature)
            .build();
    return Json.object().put("hashedRekordRequestV002", request).build();
  }

  /** Converts the response of a log of generation 1 to a bundle's log entry. */
  static Json.Obj entry(Json.Obj answer) {
    if (answer.members().size() != 1) {
      throw new AttestationException("The log did not return exactly one entry.");
    }
    String id = answer.members().keySet().iterator().next();
    ProtobufJson entry = new ProtobufJson("answer", answer).object(id);
    ProtobufJson verification = entry.object("verification");
    byte[] body = entry.bytes("body");
    ProtobufJson kind = new ProtobufJson("body", BundleJson.read("The body of the entry", body));
    return Json.object()
        .put("logIndex", "" + entry.int64("logIndex"))
        .put("logId", Json.object().put("keyId", hexToBase64(entry.string("logID"))).build())
        .put(
            "kindVersion",
            Json.object()
                .put("kind", kind.string("kind"))
                .put("version", kind.string("apiVersion"))
                .build())
        .put("integratedTime", "" + entry.int64("integratedTime"))
        .put(
            "inclusionPromise",
            Json.object()
                .put("signedEntryTimestamp", verification.string("signedEntryTimestamp"))
                .build())
        .put("inclusionProof", proof(verification.object("inclusionProof")))
        .put("canonicalizedBody", base64(body))
        .build();
  }

  private static Json.Obj proof(ProtobufJson proof) {
    List<Json> hashes = proof.json().array("hashes").orElse(List.of());
    return Json.object()
        .put("logIndex", "" + proof.int64("logIndex"))
        .put("rootHash", hexToBase64(proof.string("rootHash")))
        .put("treeSize", "" + proof.int64("treeSize"))
        .put(
            "hashes",
            Json.strings(
                hashes.stream().map(hash -> hexToBase64(((Json.Text) hash).value())).toList()))
        .put("checkpoint", Json.object().put("envelope", proof.string("checkpoint")).build())
        .build();
  }

  private static String hexToBase64(String hex) {
    try {
      return base64(HEX.parseHex(hex));
    } catch (IllegalArgumentException e) {
      throw new AttestationException("The log returned an invalid hash.", e);
    }
  }

  static String pem(SigningCertificate leaf) {
    return "-----BEGIN CERTIFICATE-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(leaf.der())
        + "\n-----END CERTIFICATE-----\n";
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
