package dev.loopgen.attest.sigstore;

import dev.loopgen.api.AttestationException;
import dev.loopgen.api.json.Json;
import dev.loopgen.attest.bundle.Dsse;
import dev.loopgen.attest.bundle.DsseEnvelope;
import dev.loopgen.attest.bundle.SigstoreBundle;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Signs statements with a Fulcio certificate, then logs and timestamps them. */
final class KeylessSigner {

  /** A key and the certificate for it. */
  record CertifiedKey(EphemeralKey key, SigningCertificate leaf) {}

  private final FulcioClient fulcio;
  private final RekorClient rekor;
  private final Optional<TimestampClient> timestamps;
  private final BundleCheck check;
  private final Retry retry;

  KeylessSigner(SigningServices services, BundleCheck check, Retry retry, Duration timeout) {
    HttpRequests http = new HttpRequests(timeout);
    fulcio = new FulcioClient(services.fulcio(), timeout);
    rekor = new RekorClient(http, services);
    timestamps = services.timestampAuthority().map(address -> new TimestampClient(http, address));
    this.check = check;
    this.retry = retry;
  }

  /** Gets a certificate for a new key. */
  CertifiedKey certify(Retry.Call<IdentityToken> tokens)
      throws SigningFailedException, InterruptedException {
    IdentityToken token = tokens.run();
    EphemeralKey key = EphemeralKey.generate();
    return new CertifiedKey(key, retry.call(() -> fulcio.certificate(key, token)));
  }

  /** Signs a statement and returns the verified bundle. */
  String sign(CertifiedKey certified, byte[] statement)
      throws SigningFailedException, InterruptedException {
    byte[] signature = certified.key().sign(Dsse.pae(Dsse.IN_TOTO, statement));
    DsseEnvelope envelope = new DsseEnvelope(Dsse.IN_TOTO, statement, signature, null);
    Json.Obj entry = retry.call(() -> rekor.log(envelope, certified.leaf()));
    Json.ObjectBuilder material =
        Json.object()
            .put("certificate", rawBytes(certified.leaf().der()))
            .put("tlogEntries", List.of(entry));
    if (timestamps.isPresent()) {
      byte[] timestamp = retry.call(() -> timestamps.get().timestamp(signature));
      Json.Obj signed = Json.object().put("signedTimestamp", base64(timestamp)).build();
      material.put(
          "timestampVerificationData",
          Json.object().put("rfc3161Timestamps", List.of(signed)).build());
    }
    String bundle = SigstoreBundle.write(material.build(), envelope);
    requireVerified(bundle);
    return bundle;
  }

  private void requireVerified(String bundle) throws SigningFailedException {
    try {
      check.statement(SigstoreBundle.parse(bundle.getBytes(StandardCharsets.UTF_8)));
    } catch (BundleRejectedException e) {
      throw unverified(e.reason());
    } catch (AttestationException e) {
      throw unverified(String.valueOf(e.getMessage()));
    }
  }

  private static SigningFailedException unverified(String reason) {
    return SigningFailedException.refusal(
        "The services' results do not verify with the trusted root. " + reason);
  }

  private static Json.Obj rawBytes(byte[] der) {
    return Json.object().put("rawBytes", base64(der)).build();
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
