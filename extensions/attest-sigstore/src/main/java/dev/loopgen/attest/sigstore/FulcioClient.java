package dev.loopgen.attest.sigstore;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sigstore.fulcio.client.CertificateRequest;
import dev.sigstore.fulcio.client.FulcioClientGrpc;
import dev.sigstore.fulcio.client.UnsupportedAlgorithmException;
import dev.sigstore.http.HttpParams;
import dev.sigstore.trustroot.Service;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.net.URI;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Requests certificates from Fulcio. */
final class FulcioClient {

  private static final String SERVICE = "The certificate authority";
  private static final Set<Status.Code> PASSING =
      Set.of(
          Status.Code.UNAVAILABLE,
          Status.Code.DEADLINE_EXCEEDED,
          Status.Code.RESOURCE_EXHAUSTED,
          Status.Code.ABORTED,
          Status.Code.INTERNAL,
          Status.Code.UNKNOWN);

  private final FulcioClientGrpc client;

  FulcioClient(URI address, Duration timeout) {
    HttpParams parameters =
        HttpParams.builder()
            .timeout(Math.max(1, (int) timeout.toSeconds()))
            .allowInsecureConnections("http".equals(address.getScheme()))
            .build();
    client =
        FulcioClientGrpc.builder()
            .setHttpParams(parameters)
            .setService(Service.of(address, 1))
            .build();
  }

  /** Returns the certificate for the key. The verifier checks later that it is trusted. */
  SigningCertificate certificate(EphemeralKey key, IdentityToken token)
      throws SigningFailedException, InterruptedException {
    try {
      byte[] proof = key.sign(token.challenge().getBytes(UTF_8));
      CertificateRequest request =
          CertificateRequest.newCertificateRequest(key.publicKey(), token.value(), proof);
      X509Certificate first =
          (X509Certificate) client.signingCertificate(request).getCertificates().get(0);
      SigningCertificate leaf = SigningCertificate.read(List.of(first.getEncoded()));
      if (leaf.key().publicKey().equals(key.publicKey())) {
        return leaf;
      }
    } catch (StatusRuntimeException e) {
      Status.Code code = e.getStatus().getCode();
      throw PASSING.contains(code)
          ? SigningFailedException.outage(SERVICE + " is unreachable (" + code + ").")
          : SigningFailedException.refusal(
              SERVICE + " does not accept the identity (" + code + ").");
    } catch (UnsupportedAlgorithmException ownKey) {
      throw new IllegalStateException(ownKey);
    } catch (CertificateEncodingException ownCopy) {
      throw new IllegalStateException(ownCopy);
    } catch (CertificateException | BundleRejectedException e) {
      throw SigningFailedException.refusal(SERVICE + " returned no certificate for signing.");
    }
    throw SigningFailedException.refusal(SERVICE + " returned a certificate for another key.");
  }
}
