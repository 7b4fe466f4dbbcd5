package dev.loopgen.attest.sigstore;

import dev.loopgen.api.AttestationException;
import dev.loopgen.attest.bundle.BundleJson;
import dev.loopgen.attest.bundle.ProtobufJson;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The services that a keyless signer uses. Their answers must verify with a trusted root, so a
 * wrong address can stop a signer but not deceive it. It does receive the token and the statement,
 * though.
 *
 * @param fulcio the certificate authority, its gRPC interface
 * @param rekor the transparency log
 * @param rekorVersion the log's generation, 1 or 2
 * @param timestampAuthority the RFC 3161 authority; may be empty only with a log of generation 1
 */
public record SigningServices(
    URI fulcio, URI rekor, int rekorVersion, Optional<URI> timestampAuthority) {

  private static final String MEDIA_TYPE = "application/vnd.dev.sigstore.signingconfig.v0.2+json";
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  /**
   * Checks the addresses.
   *
   * @throws IllegalArgumentException if one is neither https nor on the loopback interface, the
   *     generation is unknown, or no service would vouch for a time
   */
  public SigningServices {
    requireSafe(fulcio);
    requireSafe(rekor);
    timestampAuthority.ifPresent(SigningServices::requireSafe);
    if (rekorVersion != 1 && rekorVersion != 2) {
      throw new IllegalArgumentException(
          "the generation of a log must be 1 or 2, not " + rekorVersion);
    }
    if (rekorVersion == 2 && timestampAuthority.isEmpty()) {
      throw new IllegalArgumentException("a log of generation 2 needs a timestamp authority");
    }
  }

  /**
   * Reads a signing configuration and selects its newest services in use. A log of generation 1
   * vouches for the time itself, so no timestamp authority is selected with it.
   *
   * @param json the content of a {@code signing_config.json} of version 0.2
   * @param now the current time
   * @return the services
   * @throws AttestationException if it is anything else, or a required kind of service is missing
   *     or not in use
   */
  public static SigningServices parse(byte[] json, Instant now) {
    ProtobufJson config =
        new ProtobufJson(
            "signing configuration", BundleJson.read("The signing configuration", json));
    if (!config.string("mediaType").equals(MEDIA_TYPE)) {
      throw new AttestationException(
          "The signing configuration is not of version 0.2. Get a newer one.");
    }
    try {
      Service fulcio = Service.newest(config.list("caUrls"), Set.of(1L), now).orElseThrow(none());
      Service rekor =
          Service.newest(config.list("rekorTlogUrls"), Set.of(1L, 2L), now).orElseThrow(none());
      return new SigningServices(
          fulcio.url(),
          rekor.url(),
          (int) rekor.version(),
          rekor.version() == 1
              ? Optional.empty()
              : Service.newest(config.list("tsaUrls"), Set.of(1L), now).map(Service::url));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new AttestationException(
          "The signing configuration is not valid: " + e.getMessage() + ".", e);
    }
  }

  private static Supplier<AttestationException> none() {
    return () ->
        new AttestationException(
            "The signing configuration names no service that this version can use. Get a newer "
                + "one.");
  }

  static boolean isLoopback(URI uri) {
    return LOOPBACK.contains(uri.getHost());
  }

  private static void requireSafe(URI uri) {
    boolean safe =
        uri.getHost() != null
            && ("https".equals(uri.getScheme())
                || ("http".equals(uri.getScheme()) && isLoopback(uri)));
    if (!safe || uri.getUserInfo() != null) {
      throw new IllegalArgumentException(
          "the address of a service must be https, or http on the loopback interface: " + uri);
    }
  }

  /** One service of a configuration. */
  private record Service(URI url, long version, Instant start) {

    static Optional<Service> newest(List<ProtobufJson> services, Set<Long> versions, Instant now) {
      return services.stream()
          .filter(service -> versions.contains(service.int64("majorApiVersion")))
          .filter(service -> isInUse(service.object("validFor"), now))
          .map(Service::of)
          .max(Comparator.comparingLong(Service::version).thenComparing(Service::start));
    }

    private static Service of(ProtobufJson service) {
      return new Service(
          URI.create(service.string("url")),
          service.int64("majorApiVersion"),
          time(service.object("validFor").string("start")));
    }

    private static boolean isInUse(ProtobufJson validFor, Instant now) {
      ValidityPeriod validity =
          new ValidityPeriod(
              time(validFor.string("start")),
              validFor.optionalString("end").map(Service::time).orElse(null));
      return validity.contains(now);
    }

    private static Instant time(String text) {
      return OffsetDateTime.parse(text).toInstant();
    }
  }
}
