package dev.loopgen.attest.sigstore;

import dev.loopgen.api.attest.VerifiedSigner;
import dev.loopgen.api.attest.VerifiedTimestamp;
import dev.loopgen.api.attest.VerifiedTimestamp.Source;
import dev.loopgen.api.json.Json;
import dev.loopgen.attest.bundle.SigstoreBundle;
import dev.loopgen.attest.bundle.VerifiedBundle;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Verifies every part of a bundle, and that the parts fit each other: the signature with the
 * certificate's key, the log entries with signature, content and certificate, the timestamps with
 * the signature, the certificate with the times. This is the only path from a bundle to what it
 * proves. Thread-safe.
 */
final class BundleCheck {

  /** How far other clocks may be ahead of this one. */
  private static final Duration SKEW = Duration.ofMinutes(1);

  private final TrustedRoot root;
  private final LogEntryCheck logs;
  private final TimestampCheck timestamps;
  private final Clock clock;

  BundleCheck(TrustedRoot root, Clock clock) {
    this.root = root;
    this.clock = clock;
    logs = new LogEntryCheck(root.logs());
    timestamps = new TimestampCheck(root.timestampAuthorities());
  }

  /** Who signed, and when. */
  record Result(VerifiedSigner signer, List<VerifiedTimestamp> times) {}

  /** Verifies a certificate-signed bundle that contains a statement. */
  VerifiedBundle statement(SigstoreBundle bundle) throws BundleRejectedException {
    SignedContent signed = SignedContent.envelope(bundle);
    Result result = certified(bundle, signed);
    return new VerifiedBundle(
        signed.envelope().payloadType(),
        signed.envelope().payload(),
        result.signer(),
        result.times());
  }

  /** Verifies a certificate-signed bundle, whatever it signs. */
  Result certified(SigstoreBundle bundle, SignedContent signed) throws BundleRejectedException {
    if (!(bundle.material() instanceof SigstoreBundle.Certificates certificates)) {
      throw new BundleRejectedException(
          "The bundle is signed with a key; a certificate is expected.");
    }
    SigningCertificate leaf = SigningCertificate.read(certificates.der());
    requireSignature(leaf.key(), signed);
    BundleRejectedException.rejectUnless(
        !bundle.logEntries().isEmpty(), "The bundle has no transparency log entry.");
    List<VerifiedTimestamp> times = times(bundle, signed, LoggedSigner.of(leaf));
    BundleRejectedException.rejectUnless(
        !times.isEmpty(), "No trusted party says when the bundle was signed.");
    requireIssued(leaf, times.stream().map(VerifiedTimestamp::time).toList());
    return new Result(new VerifiedSigner.Certificate(leaf.claims()), times);
  }

  /**
   * Verifies the signature of a key known to the caller, and the bundle's log entries and
   * timestamps.
   */
  List<VerifiedTimestamp> keyed(SigstoreBundle bundle, SignedContent signed, SignatureKey key)
      throws BundleRejectedException {
    BundleRejectedException.rejectUnless(
        bundle.material() instanceof SigstoreBundle.PublicKeyHint,
        "The bundle is signed with a certificate; a key is expected.");
    requireSignature(key, signed);
    return times(bundle, signed, LoggedSigner.of(key));
  }

  private static void requireSignature(SignatureKey key, SignedContent signed)
      throws BundleRejectedException {
    BundleRejectedException.rejectUnless(
        key.verifies(signed.message(), signed.signature()), "The signature is invalid.");
  }

  /** Verifies all log entries and timestamps and returns the times they vouch for. */
  private List<VerifiedTimestamp> times(
      SigstoreBundle bundle, SignedContent signed, LoggedSigner signer)
      throws BundleRejectedException {
    List<VerifiedTimestamp> times = new ArrayList<>();
    List<LogEntry> entries = new ArrayList<>();
    for (Json.Obj json : bundle.logEntries()) {
      LogEntry entry = LogEntry.read(json);
      Optional<Instant> time = logs.check(entry, signed, signer);
      time.ifPresent(known -> times.add(new VerifiedTimestamp(known, Source.TRANSPARENCY_LOG)));
      entries.add(entry);
    }
    for (byte[] timestamp : bundle.timestamps()) {
      Instant time = timestamps.check(timestamp, signed.signature());
      times.add(new VerifiedTimestamp(time, Source.TIMESTAMP_AUTHORITY));
    }
    Instant latest = clock.instant().plus(SKEW);
    for (VerifiedTimestamp proven : times) {
      BundleRejectedException.rejectUnless(
          !proven.time().isAfter(latest), "The bundle was signed in the future.");
    }
    List<Instant> instants = times.stream().map(VerifiedTimestamp::time).toList();
    for (LogEntry entry : entries) {
      BundleRejectedException.rejectUnless(
          !times.isEmpty(), "No trusted party says when a log entry was made.");
      logs.requireValid(entry, instants);
    }
    return times;
  }

  /** Requires that an authority valid at every proven time issued the certificate. */
  private void requireIssued(SigningCertificate leaf, List<Instant> times)
      throws BundleRejectedException {
    for (Instant time : times) {
      BundleRejectedException.rejectUnless(
          leaf.isValidAt(time), "The bundle was signed outside the certificate's validity period.");
    }
    for (TrustedAuthority authority : root.authorities()) {
      List<X509Certificate> path = leaf.pathTo(authority);
      if (times.stream().allMatch(authority::countsAt) && authority.issued(path, times.get(0))) {
        X509Certificate issuer = path.size() > 1 ? path.get(1) : authority.first();
        SignedCertificateTimestamps.check(leaf.certificate(), issuer, root.ctLogs());
        return;
      }
    }
    throw new BundleRejectedException(
        "The certificate was not issued by an authority that was trusted at that time.");
  }
}
