package dev.loopgen.api.merkle;

import dev.loopgen.api.digest.Sha256;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The Merkle tree of RFC 6962, section 2.1 (RFC 9162, section 2.1.1), built leaf by leaf.
 *
 * <p>Keeps only the roots of the perfect subtrees, at most 32 bytes for each bit of the size.
 * Appending costs O(1) hashes on average. The leaves are not kept; {@link InclusionProof#of} and
 * {@link ConsistencyProof#of} create proofs from the leaves.
 *
 * <p>Not thread-safe.
 */
public final class MerkleTree {

  /** The root of the empty tree: the SHA-256 of no bytes. */
  public static final Sha256 EMPTY_ROOT =
      Sha256.ofHex("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");

  private static final int LENGTH = Sha256.LENGTH;
  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  /** Digests between two uses: a ledger of many branches has a tree for each of them. */
  private static final ThreadLocal<MessageDigest> DIGEST =
      ThreadLocal.withInitial(Sha256::newDigest);

  private byte[] peaks;
  private long size;

  private MerkleTree(long size, byte[] peaks) {
    this.size = size;
    this.peaks = peaks;
  }

  /**
   * Creates an empty tree.
   *
   * @return a new tree
   */
  public static MerkleTree empty() {
    return new MerkleTree(0, new byte[4 * LENGTH]);
  }

  /**
   * Recreates a tree from the {@link #size()} and {@link #peaks()} of another.
   *
   * <p>Peaks cannot be checked without the leaves: if others can write where you keep them, compare
   * {@link #root()} with one from a trusted source, or rebuild the tree.
   *
   * @param size the number of leaves
   * @param peaks the roots of the perfect subtrees, left to right
   * @return a new tree that continues the other
   * @throws IllegalArgumentException if the size is negative or the number of peaks is not the
   *     number of one bits in the size
   */
  public static MerkleTree resume(long size, List<Sha256> peaks) {
    if (size < 0) {
      throw new IllegalArgumentException("a tree cannot have " + size + " leaves");
    }
    if (peaks.size() != Long.bitCount(size)) {
      throw new IllegalArgumentException(
          "a tree of %d leaves has %d peaks, not %d"
              .formatted(size, Long.bitCount(size), peaks.size()));
    }
    MerkleTree tree = new MerkleTree(size, new byte[(peaks.size() + 1) * LENGTH]);
    for (int i = 0; i < peaks.size(); i++) {
      peaks.get(i).copyTo(tree.peaks, i * LENGTH);
    }
    return tree;
  }

  /**
   * Returns an independent copy of this tree.
   *
   * @return a new tree with the same leaves
   */
  public MerkleTree copy() {
    return new MerkleTree(
        size, Arrays.copyOf(peaks, Math.max(LENGTH, Long.bitCount(size) * LENGTH)));
  }

  /**
   * Appends a leaf.
   *
   * @param leafData the data of the leaf, of any length
   * @throws ArithmeticException if the tree has 2<sup>63</sup>-1 leaves; it stays unchanged
   */
  public void append(byte[] leafData) {
    append(leafData, 0, leafData.length);
  }

  /**
   * Appends a leaf whose data is the hash of a ledger entry.
   *
   * @param entryHash the hash; its 32 raw bytes are the leaf data
   * @throws ArithmeticException if the tree has 2<sup>63</sup>-1 leaves; it stays unchanged
   */
  public void append(Sha256 entryHash) {
    append(entryHash.bytes(), 0, LENGTH);
  }

  /**
   * Appends a leaf whose data is a hash within a larger array.
   *
   * @param hashes the array that holds the hash
   * @param offset the index of the first of its 32 raw bytes, which are the leaf data
   * @throws IndexOutOfBoundsException if fewer than 32 bytes are left there
   * @throws ArithmeticException if the tree has 2<sup>63</sup>-1 leaves; it stays unchanged
   */
  public void append(byte[] hashes, int offset) {
    append(hashes, Objects.checkFromIndexSize(offset, LENGTH, hashes.length), LENGTH);
  }

  private void append(byte[] source, int offset, int length) {
    long grown = Math.incrementExact(size);
    int end = endOfPeaks();
    MessageDigest digest = DIGEST.get();
    digest.update(LEAF);
    digest.update(source, offset, length);
    finish(digest, peaks, end);
    settle(digest, end, grown);
  }

  /** Appends a leaf by its hash rather than its data. */
  void appendLeafHash(Sha256 leafHash) {
    long grown = Math.incrementExact(size);
    int end = endOfPeaks();
    leafHash.copyTo(peaks, end);
    settle(DIGEST.get(), end, grown);
  }

  /** Merges the new leaf with each preceding perfect subtree of equal size. */
  private void settle(MessageDigest digest, int end, long grown) {
    int last = end;
    for (long bits = size; (bits & 1) == 1; bits >>>= 1) {
      last -= LENGTH;
      digest.update(NODE);
      digest.update(peaks, last, 2 * LENGTH);
      finish(digest, peaks, last);
    }
    size = grown;
  }

  private int endOfPeaks() {
    int end = Long.bitCount(size) * LENGTH;
    if (end == peaks.length) {
      peaks = Arrays.copyOf(peaks, 2 * end);
    }
    return end;
  }

  /**
   * Returns the number of leaves.
   *
   * @return at least 0
   */
  public long size() {
    return size;
  }

  /**
   * Computes the current root of the tree.
   *
   * @return the root; {@link #EMPTY_ROOT} if the tree is empty
   */
  public Sha256 root() {
    int last = Long.bitCount(size) - 1;
    if (last < 0) {
      return EMPTY_ROOT;
    }
    MessageDigest digest = DIGEST.get();
    byte[] scratch = new byte[2 * LENGTH];
    System.arraycopy(peaks, last * LENGTH, scratch, LENGTH, LENGTH);
    for (int i = last - 1; i >= 0; i--) {
      System.arraycopy(peaks, i * LENGTH, scratch, 0, LENGTH);
      digest.update(NODE);
      digest.update(scratch);
      finish(digest, scratch, LENGTH);
    }
    return Sha256.of(scratch, LENGTH);
  }

  /**
   * Returns the state of the tree, for {@link #resume}.
   *
   * @return the roots of the perfect subtrees, largest and leftmost first: one for each one bit of
   *     the size
   */
  public List<Sha256> peaks() {
    List<Sha256> roots = new ArrayList<>();
    for (int i = 0; i < Long.bitCount(size); i++) {
      roots.add(Sha256.of(peaks, i * LENGTH));
    }
    return List.copyOf(roots);
  }

  /**
   * Hashes the data of a leaf.
   *
   * @param leafData the data, of any length
   * @return the SHA-256 of a zero byte and the data
   */
  public static Sha256 leafHash(byte[] leafData) {
    MessageDigest digest = Sha256.newDigest();
    digest.update(LEAF);
    return Sha256.of(digest.digest(leafData));
  }

  /**
   * Hashes the leaf of a ledger entry.
   *
   * @param entryHash the hash of the entry; its 32 raw bytes are the leaf data
   * @return the SHA-256 of a zero byte and the data
   */
  public static Sha256 leafHash(Sha256 entryHash) {
    return leafHash(entryHash.bytes());
  }

  /** Hashes an inner node. */
  static Sha256 nodeHash(Sha256 left, Sha256 right) {
    MessageDigest digest = Sha256.newDigest();
    digest.update(NODE);
    digest.update(left.bytes());
    return Sha256.of(digest.digest(right.bytes()));
  }

  private static void finish(MessageDigest digest, byte[] target, int offset) {
    try {
      digest.digest(target, offset, LENGTH);
    } catch (DigestException targetIsLargeEnough) {
      throw new IllegalStateException(targetIsLargeEnough);
    }
  }
}
