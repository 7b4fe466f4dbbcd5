package dev.loopgen.api.digest;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A SHA-256 digest.
 *
 * <p>Only {@link #hash} computes a digest; the other factories read an existing one. Ordered by
 * unsigned bytes. Immutable and thread-safe.
 */
public final class Sha256 implements Comparable<Sha256> {

  /** The length of a digest in bytes. */
  public static final int LENGTH = 32;

  private static final HexFormat HEX = HexFormat.of();

  private final long first;
  private final long second;
  private final long third;
  private final long fourth;

  private Sha256(ByteBuffer bytes) {
    first = bytes.getLong();
    second = bytes.getLong();
    third = bytes.getLong();
    fourth = bytes.getLong();
  }

  /**
   * Reads a digest from its hexadecimal form.
   *
   * @param hex 64 lower-case hexadecimal digits
   * @return the digest
   * @throws IllegalArgumentException if the text is anything else; upper-case digits are rejected,
   *     so that a digest has one spelling
   */
  public static Sha256 ofHex(String hex) {
    return parse(hex)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "not a SHA-256 digest of 64 lower-case hexadecimal digits: " + hex));
  }

  /**
   * Reads a digest from arbitrary text.
   *
   * @param text the text
   * @return the digest; empty if the text is not 64 lower-case hexadecimal digits
   */
  public static Optional<Sha256> parse(String text) {
    boolean isOne = text.length() == 2 * LENGTH;
    for (int i = 0; isOne && i < text.length(); i++) {
      isOne = isLowerCaseDigit(text.charAt(i));
    }
    return isOne ? Optional.of(of(HEX.parseHex(text))) : Optional.empty();
  }

  /**
   * Reads a digest from its base64 form.
   *
   * @param base64 the standard alphabet of RFC 4648, section 4, with padding
   * @return the digest
   * @throws IllegalArgumentException if the text is not the canonical base64 encoding of 32 bytes
   */
  public static Sha256 ofBase64(String base64) {
    byte[] bytes = decode(base64);
    if (bytes.length != LENGTH || !Base64.getEncoder().encodeToString(bytes).equals(base64)) {
      throw new IllegalArgumentException("not a SHA-256 digest in base64: " + base64);
    }
    return of(bytes);
  }

  /**
   * Reads a digest from its raw bytes.
   *
   * @param bytes the 32 bytes of the digest; they are copied
   * @return the digest
   * @throws IllegalArgumentException if there are more or fewer bytes
   */
  public static Sha256 of(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("a SHA-256 digest has 32 bytes, not " + bytes.length);
    }
    return new Sha256(ByteBuffer.wrap(bytes));
  }

  /**
   * Reads a digest from raw bytes within a larger array.
   *
   * @param source the array that holds the digest
   * @param offset the index of its first byte
   * @return the digest
   * @throws IndexOutOfBoundsException if fewer than 32 bytes are left there
   */
  public static Sha256 of(byte[] source, int offset) {
    return new Sha256(ByteBuffer.wrap(source, offset, LENGTH));
  }

  /**
   * Returns the raw bytes of this digest.
   *
   * @return a new array of 32 bytes
   */
  public byte[] bytes() {
    byte[] bytes = new byte[LENGTH];
    copyTo(bytes, 0);
    return bytes;
  }

  /**
   * Writes the raw bytes of this digest into an array.
   *
   * @param target the array to write to
   * @param offset the index of the first byte to write
   * @throws IndexOutOfBoundsException if fewer than 32 bytes are left there; nothing is written
   */
  public void copyTo(byte[] target, int offset) {
    ByteBuffer.wrap(target, offset, LENGTH)
        .putLong(first)
        .putLong(second)
        .putLong(third)
        .putLong(fourth);
  }

  /**
   * Returns the hexadecimal form of this digest.
   *
   * @return 64 lower-case hexadecimal digits
   */
  public String hex() {
    return HEX.formatHex(bytes());
  }

  /**
   * Returns the base64 form of this digest.
   *
   * @return 44 characters: the standard alphabet of RFC 4648, section 4, with padding
   */
  public String base64() {
    return Base64.getEncoder().encodeToString(bytes());
  }

  @Override
  public int compareTo(Sha256 other) {
    int order = Long.compareUnsigned(first, other.first);
    order = order != 0 ? order : Long.compareUnsigned(second, other.second);
    order = order != 0 ? order : Long.compareUnsigned(third, other.third);
    return order != 0 ? order : Long.compareUnsigned(fourth, other.fourth);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Sha256 digest
        && first == digest.first
        && second == digest.second
        && third == digest.third
        && fourth == digest.fourth;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(first);
  }

  /** Returns {@link #hex()}. */
  @Override
  public String toString() {
    return hex();
  }

  /**
   * Hashes bytes.
   *
   * @param content any bytes
   * @return their SHA-256
   */
  public static Sha256 hash(byte[] content) {
    return of(newDigest().digest(content));
  }

  /**
   * Creates a digest for content that comes in parts.
   *
   * @return a new SHA-256 digest
   */
  public static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  private static boolean isLowerCaseDigit(int unit) {
    return (unit >= '0' && unit <= '9') || (unit >= 'a' && unit <= 'f');
  }

  private static byte[] decode(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("not a SHA-256 digest in base64: " + base64, e);
    }
  }
}
