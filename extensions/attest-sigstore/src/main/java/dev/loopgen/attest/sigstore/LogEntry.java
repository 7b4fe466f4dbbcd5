package dev.loopgen.attest.sigstore;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.merkle.InclusionProof;
import dev.loopgen.attest.bundle.ProtobufJson;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A log entry of a bundle; nothing in it is verified.
 *
 * @param kind the kind and its version, separated by a space
 * @param body the logged bytes
 * @param promise the signed entry timestamp, or null if there is none
 */
record LogEntry(
    byte[] logId,
    String kind,
    long logIndex,
    OptionalLong integratedTime,
    byte @Nullable [] promise,
    InclusionProof proof,
    Sha256 rootHash,
    String checkpoint,
    byte[] body) {

  /** The longest possible path: a tree has fewer than 2<sup>63</sup> leaves. */
  private static final int MAX_PATH = 63;

  static LogEntry read(Json.Obj json) throws BundleRejectedException {
    ProtobufJson entry = new ProtobufJson("tlogEntries", json);
    ProtobufJson kind = entry.object("kindVersion");
    if (!entry.has("inclusionProof")) {
      throw new BundleRejectedException("A log entry has no inclusion proof.");
    }
    ProtobufJson inclusion = entry.object("inclusionProof");
    return new LogEntry(
        entry.object("logId").bytes("keyId"),
        kind.string("kind") + " " + kind.string("version"),
        index(entry),
        entry.has("integratedTime")
            ? OptionalLong.of(entry.int64("integratedTime"))
            : OptionalLong.empty(),
        promise(entry),
        new InclusionProof(index(inclusion), inclusion.int64("treeSize"), path(inclusion)),
        hash(inclusion.bytes("rootHash")),
        inclusion.object("checkpoint").string("envelope"),
        entry.bytes("canonicalizedBody"));
  }

  /** Reads an index; the JSON of protocol buffers may omit zero. */
  private static long index(ProtobufJson entry) throws BundleRejectedException {
    long index = entry.has("logIndex") ? entry.int64("logIndex") : 0;
    BundleRejectedException.rejectUnless(index >= 0, "A log entry has a negative index.");
    return index;
  }

  private static byte @Nullable [] promise(ProtobufJson entry) {
    return entry.has("inclusionPromise")
            && entry.object("inclusionPromise").has("signedEntryTimestamp")
        ? entry.object("inclusionPromise").bytes("signedEntryTimestamp")
        : null;
  }

  private static List<Sha256> path(ProtobufJson inclusion) throws BundleRejectedException {
    List<Sha256> path = new ArrayList<>();
    for (byte[] hash : inclusion.bytesList("hashes")) {
      BundleRejectedException.rejectUnless(
          path.size() < MAX_PATH, "The path of a log entry is too long.");
      path.add(hash(hash));
    }
    return path;
  }

  private static Sha256 hash(byte[] bytes) throws BundleRejectedException {
    BundleRejectedException.rejectUnless(
        bytes.length == Sha256.LENGTH, "A hash in a log entry is not a SHA-256 digest.");
    return Sha256.of(bytes);
  }
}
