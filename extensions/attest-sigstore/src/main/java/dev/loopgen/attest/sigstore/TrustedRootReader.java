package dev.loopgen.attest.sigstore;

import dev.loopgen.api.AttestationException;
import dev.loopgen.attest.bundle.BundleJson;
import dev.loopgen.attest.bundle.ProtobufJson;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads the JSON of trusted roots. */
final class TrustedRootReader {

  private static final Set<String> MEDIA_TYPES =
      Set.of(
          "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
          "application/vnd.dev.sigstore.trustedroot.v0.1+json",
          "application/vnd.dev.sigstore.trustedroot.v0.2+json");

  private TrustedRootReader() {}

  static TrustedRoot read(byte[] json) {
    ProtobufJson root = new ProtobufJson("trusted root", BundleJson.read("The trusted root", json));
    String mediaType = root.string("mediaType");
    if (!MEDIA_TYPES.contains(mediaType)) {
      throw new AttestationException(
          "The trusted root has the media type "
              + mediaType
              + ". Supported are versions 0.1"
              + " and 0.2.");
    }
    return new TrustedRoot(
        logs(root.list("tlogs")),
        logs(root.list("ctlogs")),
        authorities(root.list("certificateAuthorities")),
        authorities(root.list("timestampAuthorities")));
  }

  private static List<TransparencyLog> logs(List<ProtobufJson> logs) {
    return logs.stream().map(TrustedRootReader::log).flatMap(Optional::stream).toList();
  }

  /** Reads a log; empty if its key is of a kind that only retired logs used. */
  private static Optional<TransparencyLog> log(ProtobufJson log) {
    ProtobufJson key = log.object("publicKey");
    ValidityPeriod validity = validity(key);
    byte[] id = log.object("logId").bytes("keyId");
    String name = TransparencyLog.nameOf(uri(log.string("baseUrl")));
    if (id.length != 32) {
      throw new AttestationException("The trusted root has a log id that is not a SHA-256 digest.");
    }
    return SignatureKey.ofDer(key.bytes("rawBytes"))
        .map(found -> new TransparencyLog(name, id, found, validity));
  }

  private static List<TrustedAuthority> authorities(List<ProtobufJson> authorities) {
    return authorities.stream().map(TrustedRootReader::authority).toList();
  }

  private static TrustedAuthority authority(ProtobufJson authority) {
    List<X509Certificate> chain = new ArrayList<>();
    try {
      for (ProtobufJson certificate : authority.object("certChain").list("certificates")) {
        chain.add(SigningCertificate.certificate(certificate.bytes("rawBytes")));
      }
      if (chain.isEmpty()) {
        throw new AttestationException("The trusted root has an authority without certificates.");
      }
      TrustedAuthority found = new TrustedAuthority(chain, validity(authority));
      found.requireSound();
      return found;
    } catch (GeneralSecurityException e) {
      throw new AttestationException(
          "The trusted root has an authority with an invalid certificate chain.", e);
    }
  }

  private static ValidityPeriod validity(ProtobufJson owner) {
    if (!owner.has("validFor") || !owner.object("validFor").has("start")) {
      throw new AttestationException(
          "The trusted root has a key or authority without a start of validity. Get a fresh"
              + " copy of the file.");
    }
    ProtobufJson validFor = owner.object("validFor");
    return new ValidityPeriod(
        time(validFor.string("start")),
        validFor.optionalString("end").map(TrustedRootReader::time).orElse(null));
  }

  private static Instant time(String text) {
    return parsed(text, value -> OffsetDateTime.parse(value).toInstant());
  }

  private static URI uri(String text) {
    URI uri = parsed(text, URI::create);
    if (uri.getAuthority() == null || uri.getAuthority().contains("+")) {
      throw new AttestationException("The trusted root has an address without a host: " + text);
    }
    return uri;
  }

  private static <T> T parsed(String text, Function<String, T> parser) {
    try {
      return parser.apply(text);
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new AttestationException("The trusted root has a value that is not valid: " + text, e);
    }
  }
}
