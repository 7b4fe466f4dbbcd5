package dev.loopgen.ledger.jdbc;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.merkle.MerkleTree;
import dev.loopgen.core.internal.ledger.verify.LedgerHead;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The heads of a ledger and how their trees continue, as bytes: for each head its hash, the size of
 * its tree, and the peaks, of which there are as many as the size has bits.
 */
final class LedgerHeads {

  private LedgerHeads() {}

  static byte[] write(List<LedgerHead> heads) {
    int length = 0;
    for (LedgerHead head : heads) {
      length += Sha256.LENGTH * (1 + head.tree().peaks().size()) + Long.BYTES;
    }
    ByteBuffer bytes = ByteBuffer.allocate(length);
    for (LedgerHead head : heads) {
      bytes.put(head.entry().bytes()).putLong(head.tree().size());
      head.tree().peaks().forEach(peak -> bytes.put(peak.bytes()));
    }
    return bytes.array();
  }

  /**
   * Reads heads.
   *
   * @throws IllegalArgumentException if the bytes are something else
   */
  static List<LedgerHead> read(byte[] bytes) {
    List<LedgerHead> heads = new ArrayList<>();
    ByteBuffer from = ByteBuffer.wrap(bytes);
    try {
      while (from.hasRemaining()) {
        Sha256 entry = hash(from);
        long size = from.getLong();
        List<Sha256> peaks = new ArrayList<>();
        for (int bits = Long.bitCount(size); bits > 0; bits--) {
          peaks.add(hash(from));
        }
        heads.add(new LedgerHead(entry, MerkleTree.resume(size, peaks)));
      }
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("heads that end too early", e);
    }
    return heads;
  }

  private static Sha256 hash(ByteBuffer from) {
    byte[] hash = new byte[Sha256.LENGTH];
    from.get(hash);
    return Sha256.of(hash);
  }
}
