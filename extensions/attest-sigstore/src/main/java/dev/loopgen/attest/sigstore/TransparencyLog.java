package dev.loopgen.attest.sigstore;

import dev.loopgen.attest.NoteKeyId;
import dev.loopgen.attest.NoteVerifier;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** A transparency or certificate log of a trusted root. */
record TransparencyLog(String name, byte[] id, SignatureKey key, ValidityPeriod validity) {

  /** Returns the log's name in its checkpoints, which is derived from its address. */
  static String nameOf(URI baseUrl) {
    String path = baseUrl.getPath() == null ? "" : baseUrl.getPath();
    return baseUrl.getAuthority()
        + (path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
  }

  /** Returns the logs with that id; several if a key has several validity periods. */
  static List<TransparencyLog> withId(List<TransparencyLog> logs, byte[] id) {
    return logs.stream().filter(log -> Arrays.equals(log.id, id)).toList();
  }

  /** Tells whether a checkpoint with this origin can be this log's. */
  boolean isOrigin(String origin) {
    return origin.equals(name) || origin.startsWith(name + " - ");
  }

  /** Returns the verifier of this log's signature on a checkpoint. */
  NoteVerifier noteVerifier() {
    NoteKeyId keyId = new NoteKeyId(name, ByteBuffer.wrap(id).getInt());
    return new NoteVerifier() {
      @Override
      public NoteKeyId keyId() {
        return keyId;
      }

      @Override
      public boolean verifies(byte[] text, byte[] signature) {
        return key.verifies(text, signature);
      }
    };
  }
}
