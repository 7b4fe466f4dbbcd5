package dev.loopgen.attest.sigstore;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.loopgen.api.merkle.Checkpoint;
import dev.loopgen.api.merkle.MerkleTree;
import dev.loopgen.attest.NoteCheck;
import dev.loopgen.attest.SignedNote;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Verifies that a log has an entry, and the time that the log gives for it. */
final class LogEntryCheck {

  private final List<TransparencyLog> logs;

  LogEntryCheck(List<TransparencyLog> logs) {
    this.logs = List.copyOf(logs);
  }

  /**
   * Verifies one entry.
   *
   * @return the time that the log vouches for; empty if there is none
   */
  Optional<Instant> check(LogEntry entry, SignedContent signed, LoggedSigner signer)
      throws BundleRejectedException {
    RekorVersion generation = LogEntryBody.check(entry, signed, signer);
    List<TransparencyLog> named = TransparencyLog.withId(logs, entry.logId());
    BundleRejectedException.rejectUnless(
        !named.isEmpty(), "A log entry is of a log that is not trusted.");
    Optional<Instant> time =
        generation == RekorVersion.V1 ? promisedTime(entry, named) : noTime(entry);
    included(entry, named);
    return time;
  }

  /** Requires that the log was trusted at every proven time of the bundle. */
  void requireValid(LogEntry entry, List<Instant> times) throws BundleRejectedException {
    List<TransparencyLog> named = TransparencyLog.withId(logs, entry.logId());
    for (Instant time : times) {
      BundleRejectedException.rejectUnless(
          named.stream().anyMatch(log -> log.validity().contains(time)),
          "A log entry was made outside its log's validity period.");
    }
  }

  private static Optional<Instant> promisedTime(LogEntry entry, List<TransparencyLog> named)
      throws BundleRejectedException {
    byte[] promise = entry.promise();
    if (promise == null) {
      throw new BundleRejectedException("A log entry has no signed entry timestamp.");
    }
    long seconds =
        entry
            .integratedTime()
            .orElseThrow(
                () ->
                    new BundleRejectedException(
                        "A log entry has a signed entry timestamp without a time."));
    byte[] message =
        ("{\"body\":\""
                + Base64.getEncoder().encodeToString(entry.body())
                + "\",\"integratedTime\":"
                + seconds
                + ",\"logID\":\""
                + HexFormat.of().formatHex(entry.logId())
                + "\",\"logIndex\":"
                + entry.logIndex()
                + "}")
            .getBytes(UTF_8);
    BundleRejectedException.rejectUnless(
        named.stream().anyMatch(log -> log.key().verifies(message, promise)),
        "A log entry's signed entry timestamp is invalid.");
    try {
      return Optional.of(Instant.ofEpochSecond(seconds));
    } catch (DateTimeException e) {
      throw new BundleRejectedException("A log entry has an impossible time.");
    }
  }

  private static Optional<Instant> noTime(LogEntry entry) throws BundleRejectedException {
    BundleRejectedException.rejectUnless(
        entry.promise() == null,
        "A log entry has a signed entry timestamp, which its log does not issue.");
    BundleRejectedException.rejectUnless(
        entry.logIndex() == entry.proof().index(), "A log entry has two different indices.");
    return Optional.empty();
  }

  private static void included(LogEntry entry, List<TransparencyLog> named)
      throws BundleRejectedException {
    TransparencyLog log = named.get(0);
    SignedNote note = SignedNote.parse(entry.checkpoint());
    NoteCheck<String> opened = note.open(log.noteVerifier());
    if (opened.verified().isEmpty()) {
      throw new BundleRejectedException(opened.describe());
    }
    Checkpoint checkpoint = Checkpoint.parse(opened.verified().get().content());
    BundleRejectedException.rejectUnless(
        log.isOrigin(checkpoint.origin()), "The checkpoint of a log entry belongs to another log.");
    BundleRejectedException.rejectUnless(
        entry.rootHash().equals(checkpoint.root())
            && entry.proof().proves(MerkleTree.leafHash(entry.body()), checkpoint),
        "The proof of a log entry does not lead to the checkpoint of the log.");
  }
}
