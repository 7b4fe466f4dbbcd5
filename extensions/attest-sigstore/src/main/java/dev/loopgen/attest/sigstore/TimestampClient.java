package dev.loopgen.attest.sigstore;

import dev.loopgen.api.digest.Sha256;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Map;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;

/** Requests timestamps from an RFC 3161 authority. */
final class TimestampClient {

  private static final String SERVICE = "The timestamp authority";
  private static final int NONCE_BITS = 64;
  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Type", "application/timestamp-query", "Accept", "application/timestamp-reply");

  private final HttpRequests http;
  private final URI address;
  private final SecureRandom random = new SecureRandom();

  TimestampClient(HttpRequests http, URI address) {
    this.http = http;
    this.address = address;
  }

  /** Returns the response in DER. The verifier checks its signature later. */
  byte[] timestamp(byte[] signature) throws SigningFailedException {
    TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
    generator.setCertReq(true);
    TimeStampRequest request =
        generator.generate(
            TSPAlgorithms.SHA256,
            Sha256.hash(signature).bytes(),
            new BigInteger(NONCE_BITS, random));
    try {
      byte[] answer =
          HttpRequests.require(SERVICE, http.post(SERVICE, address, HEADERS, request.getEncoded()));
      new TimeStampResponse(answer).validate(request);
      return UnsignedTimestampParts.minimal(answer);
    } catch (TSPException | IOException | RuntimeException e) {
      throw SigningFailedException.outage(SERVICE + " did not return a timestamp.");
    }
  }
}
