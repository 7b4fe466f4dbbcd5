package dev.loopgen.api.tree;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * The id of a git object in the SHA-1 object format: 20 bytes.
 *
 * <p>SHA-1 is not collision-resistant; data that must withstand forgery also carries a SHA-256
 * digest. Immutable and thread-safe.
 */
public final class GitId implements Comparable<GitId> {

  /** The length of an id in bytes. */
  public static final int LENGTH = 20;

  private final long head;
  private final long middle;
  private final int tail;

  private GitId(byte[] source, int offset) {
    head = longAt(source, offset);
    middle = longAt(source, offset + Long.BYTES);
    tail = intAt(source, offset + 2 * Long.BYTES);
  }

  private static long longAt(byte[] source, int offset) {
    return (long) intAt(source, offset) << Integer.SIZE
        | Integer.toUnsignedLong(intAt(source, offset + Integer.BYTES));
  }

  private static int intAt(byte[] source, int offset) {
    return source[offset] << 24
        | (source[offset + 1] & 0xff) << 16
        | (source[offset + 2] & 0xff) << 8
        | source[offset + 3] & 0xff;
  }

  /**
   * Reads an id from raw bytes.
   *
   * @param source the array that holds the id
   * @param offset the index of its first byte
   * @return the id
   * @throws IndexOutOfBoundsException if fewer than 20 bytes are left there
   */
  public static GitId of(byte[] source, int offset) {
    return new GitId(source, offset);
  }

  /**
   * Reads an id from its hexadecimal form.
   *
   * @param hex 40 hexadecimal digits
   * @return the id
   * @throws IllegalArgumentException if the text is anything else
   */
  public static GitId of(String hex) {
    if (hex.length() != 2 * LENGTH) {
      throw new IllegalArgumentException("not a git object id: " + hex);
    }
    return of(HexFormat.of().parseHex(hex), 0);
  }

  /**
   * Returns the raw bytes of this id.
   *
   * @return a new array of 20 bytes
   */
  public byte[] bytes() {
    return ByteBuffer.allocate(LENGTH).putLong(head).putLong(middle).putInt(tail).array();
  }

  /**
   * Returns the hexadecimal form of this id.
   *
   * @return 40 lower-case hexadecimal digits
   */
  public String hex() {
    return HexFormat.of().formatHex(bytes());
  }

  @Override
  public int compareTo(GitId other) {
    int order = Long.compareUnsigned(head, other.head);
    order = order != 0 ? order : Long.compareUnsigned(middle, other.middle);
    return order != 0 ? order : Integer.compareUnsigned(tail, other.tail);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GitId id && head == id.head && middle == id.middle && tail == id.tail;
  }

  @Override
  public int hashCode() {
    return (int) head;
  }

  /** Returns {@link #hex()}. */
  @Override
  public String toString() {
    return hex();
  }
}
