package dev.loopgen.attest.sigstore;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.loopgen.api.json.Json;
import dev.loopgen.attest.bundle.StrictJson;
import dev.loopgen.sigstore.fixture.Workload;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Signs files as cosign does, over Rekor v1, which the library itself never does. */
final class Blobs {

  private Blobs() {}

  static byte[] sign(World world, Workload workload, byte[] file) throws Exception {
    Ephemeral key = Ephemeral.generate();
    IdentityToken token = IdentityToken.parse(world.sigstore.token(workload));
    Leaf leaf =
        new FulcioClient(world.sigstore.fulcio(), Duration.ofSeconds(10)).certificate(key, token);
    String signature = base64(key.sign(file));
    byte[] answer = log(world, leaf, signature, file);
    Json.Obj digest =
        Json.object()
            .put("algorithm", "SHA2_256")
            .put("digest", Digests.sha256(file).base64())
            .build();
    Json.Obj material =
        Json.object()
            .put("certificate", Json.object().put("rawBytes", base64(leaf.der())).build())
            .put("tlogEntries", List.of(RekorClient.entry(StrictJson.read("It", answer))))
            .build();
    return Json.object()
        .put("mediaType", "application/vnd.dev.sigstore.bundle.v0.3+json")
        .put("verificationMaterial", material)
        .put(
            "messageSignature",
            Json.object().put("messageDigest", digest).put("signature", signature).build())
        .build()
        .canonical()
        .getBytes(UTF_8);
  }

  private static byte[] log(World world, Leaf leaf, String signature, byte[] file)
      throws SigningFailure {
    Json.Obj hash =
        Json.object().put("algorithm", "sha256").put("value", Digests.sha256(file).hex()).build();
    String pem = base64(RekorClient.pem(leaf).getBytes(UTF_8));
    Json.Obj signed =
        Json.object()
            .put("content", signature)
            .put("publicKey", Json.object().put("content", pem).build())
            .build();
    Json.Obj request =
        Json.object()
            .put("apiVersion", "0.0.1")
            .put("kind", "hashedrekord")
            .put(
                "spec",
                Json.object()
                    .put("data", Json.object().put("hash", hash).build())
                    .put("signature", signed)
                    .build())
            .build();
    Http.Answer answer =
        new Http(Duration.ofSeconds(10))
            .post(
                "Rekor",
                world.sigstore.rekor().resolve("/api/v1/log/entries"),
                Map.of("Content-Type", "application/json"),
                request.canonical().getBytes(UTF_8));
    return Http.require("Rekor", answer);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
