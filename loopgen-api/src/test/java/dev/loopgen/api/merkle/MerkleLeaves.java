package dev.loopgen.api.merkle;

import dev.loopgen.api.digest.Sha256;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Leaves for tests, and the tree as RFC 6962, section 2.1 defines it: recursively. */
final class MerkleLeaves {

  /** The data of the leaves of the published test vectors. */
  static final List<byte[]> PUBLISHED =
      Stream.of(
              "",
              "00",
              "10",
              "2021",
              "3031",
              "40414243",
              "5051525354555657",
              "606162636465666768696a6b6c6d6e6f")
          .map(HexFormat.of()::parseHex)
          .toList();

  private MerkleLeaves() {}

  /** Returns the hashes of that many different leaves. */
  static List<Sha256> hashes(int count) {
    List<Sha256> hashes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      hashes.add(MerkleTree.leafHash(ByteBuffer.allocate(4).putInt(i).array()));
    }
    return hashes;
  }

  static Sha256 root(List<Sha256> leafHashes) {
    int count = leafHashes.size();
    if (count == 0) {
      return MerkleTree.EMPTY_ROOT;
    }
    if (count == 1) {
      return leafHashes.get(0);
    }
    int split = split(count);
    return MerkleTree.nodeHash(
        root(leafHashes.subList(0, split)), root(leafHashes.subList(split, count)));
  }

  /** PATH of RFC 6962, section 2.1.1. */
  static List<Sha256> path(int index, List<Sha256> leafHashes) {
    int count = leafHashes.size();
    if (count == 1) {
      return List.of();
    }
    int split = split(count);
    List<Sha256> left = leafHashes.subList(0, split);
    List<Sha256> right = leafHashes.subList(split, count);
    return index < split
        ? append(path(index, left), root(right))
        : append(path(index - split, right), root(left));
  }

  /** SUBPROOF of RFC 6962, section 2.1.2. */
  static List<Sha256> subproof(int old, List<Sha256> leafHashes, boolean known) {
    int count = leafHashes.size();
    if (old == count) {
      return known ? List.of() : List.of(root(leafHashes));
    }
    int split = split(count);
    List<Sha256> left = leafHashes.subList(0, split);
    List<Sha256> right = leafHashes.subList(split, count);
    return old <= split
        ? append(subproof(old, left, known), root(right))
        : append(subproof(old - split, right, false), root(left));
  }

  static List<Sha256> append(List<Sha256> path, Sha256 last) {
    List<Sha256> longer = new ArrayList<>(path);
    longer.add(last);
    return longer;
  }

  static Sha256 flip(Sha256 hash, int bit) {
    byte[] bytes = hash.bytes();
    bytes[bit / 8] ^= (byte) (1 << (bit % 8));
    return Sha256.of(bytes);
  }

  /** Every path that differs from the given one in one bit of one element or in its elements. */
  static List<List<Sha256>> mutations(List<Sha256> path) {
    List<List<Sha256>> mutations = new ArrayList<>();
    for (int i = 0; i < path.size(); i++) {
      mutations.add(without(path, i));
      mutations.add(with(path, i, path.get(i)));
      for (int bit = 0; bit < 256; bit += 37) {
        mutations.add(with(without(path, i), i, flip(path.get(i), bit)));
      }
      for (int j = i + 1; j < path.size(); j++) {
        mutations.add(with(without(without(path, j), i), i, path.get(j)));
      }
    }
    mutations.add(with(path, 0, MerkleTree.EMPTY_ROOT));
    mutations.add(append(path, MerkleTree.EMPTY_ROOT));
    return mutations;
  }

  private static List<Sha256> without(List<Sha256> path, int index) {
    List<Sha256> shorter = new ArrayList<>(path);
    shorter.remove(index);
    return shorter;
  }

  private static List<Sha256> with(List<Sha256> path, int index, Sha256 hash) {
    List<Sha256> longer = new ArrayList<>(path);
    longer.add(index, hash);
    return longer;
  }

  private static int split(int count) {
    int split = 1;
    while (split * 2 < count) {
      split *= 2;
    }
    return split;
  }
}
