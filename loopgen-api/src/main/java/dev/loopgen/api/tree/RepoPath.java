package dev.loopgen.api.tree;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A path in a repository as git stores it: bytes, separated by {@code /}, relative to the
 * repository's root, without leading or trailing slash.
 *
 * <p>Names need not be UTF-8. Paths are ordered by their unsigned bytes, as in git's index.
 * Immutable and thread-safe.
 */
public final class RepoPath implements Comparable<RepoPath> {

  private final byte[] bytes;

  private RepoPath(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Returns the path of these bytes.
   *
   * @param bytes the path; copied
   * @return the path
   * @throws IllegalArgumentException if the path is empty, holds a NUL, or starts or ends with
   *     {@code /}
   */
  public static RepoPath of(byte[] bytes) {
    return of(bytes, 0, bytes.length);
  }

  /**
   * Returns the path of a range of bytes.
   *
   * @param source the array that holds the path; copied
   * @param from the index of the first byte
   * @param to the index after the last byte
   * @return the path
   * @throws IllegalArgumentException if the path is empty, holds a NUL, or starts or ends with
   *     {@code /}
   */
  public static RepoPath of(byte[] source, int from, int to) {
    return checked(Arrays.copyOfRange(source, from, to));
  }

  private static RepoPath checked(byte[] bytes) {
    if (bytes.length == 0 || bytes[0] == '/' || bytes[bytes.length - 1] == '/') {
      throw new IllegalArgumentException("not a repository path: " + display(bytes));
    }
    for (byte b : bytes) {
      if (b == 0) {
        throw new IllegalArgumentException("a repository path must not contain NUL");
      }
    }
    return new RepoPath(bytes);
  }

  /**
   * Returns the path of a text.
   *
   * @param path the path, encoded as UTF-8
   * @return the path
   * @throws IllegalArgumentException if the path is empty, holds a NUL, or starts or ends with
   *     {@code /}
   */
  public static RepoPath of(String path) {
    return of(path.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Returns the bytes of this path.
   *
   * @return a copy
   */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Returns the bytes of this path itself, which must not be modified. */
  byte[] shared() {
    return bytes;
  }

  /**
   * Returns the length of this path.
   *
   * @return the number of bytes
   */
  public int length() {
    return bytes.length;
  }

  /**
   * Returns one byte of this path.
   *
   * @param index the position, from 0
   * @return the byte there
   */
  public byte at(int index) {
    return bytes[index];
  }

  /**
   * Returns the path of an entry below this one.
   *
   * @param name the relative path below this one, encoded as UTF-8
   * @return the joined path
   */
  public RepoPath resolve(String name) {
    return resolve(name.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Returns the path of an entry below this one.
   *
   * @param name the relative path below this one
   * @return the joined path
   * @throws IllegalArgumentException if the name is empty, holds a NUL, or ends with {@code /}
   */
  public RepoPath resolve(byte[] name) {
    byte[] joined = Arrays.copyOf(bytes, bytes.length + 1 + name.length);
    joined[bytes.length] = '/';
    System.arraycopy(name, 0, joined, bytes.length + 1, name.length);
    return checked(joined);
  }

  /**
   * Tells whether this path lies below a directory.
   *
   * @param directory the directory's path
   * @return true if this path starts with the directory's path and a slash
   */
  public boolean isBelow(RepoPath directory) {
    int length = directory.bytes.length;
    return bytes.length > length
        && bytes[length] == '/'
        && Arrays.equals(bytes, 0, length, directory.bytes, 0, length);
  }

  /**
   * Tells whether this path starts with given bytes.
   *
   * @param source the array that holds the bytes
   * @param length the number of bytes to compare
   * @return true if this path starts with them
   */
  public boolean startsWith(byte[] source, int length) {
    return bytes.length >= length && Arrays.equals(bytes, 0, length, source, 0, length);
  }

  /**
   * Returns this path as text.
   *
   * @return the text; empty if the bytes are not valid UTF-8
   */
  public Optional<String> text() {
    try {
      CharBuffer chars =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes));
      return Optional.of(chars.toString());
    } catch (CharacterCodingException notUtf8) {
      return Optional.empty();
    }
  }

  /**
   * Returns this path for people and ledger entries, as git displays it: verbatim if it is
   * printable ASCII without quotes and backslashes, else quoted as a C string with octal escapes
   * (git-config, {@code core.quotePath}).
   *
   * @return printable ASCII that identifies exactly this path
   */
  public String display() {
    return display(bytes);
  }

  private static String display(byte[] bytes) {
    StringBuilder out = new StringBuilder(bytes.length + 2);
    boolean quoted = false;
    for (byte b : bytes) {
      int before = out.length();
      appendEscaped(b, out);
      quoted |= out.length() - before > 1;
    }
    return quoted ? out.insert(0, '"').append('"').toString() : out.toString();
  }

  private static void appendEscaped(byte b, StringBuilder out) {
    int escape = "\u0007\b\t\n\u000b\f\r\"\\".indexOf(b & 0xff);
    if (escape >= 0) {
      out.append('\\').append("abtnvfr\"\\".charAt(escape));
    } else if (b < 0x20 || b == 0x7f) {
      int octal = b & 0xff;
      out.append('\\').append(octal >> 6).append(octal >> 3 & 7).append(octal & 7);
    } else {
      out.append((char) b);
    }
  }

  @Override
  public int compareTo(RepoPath other) {
    return this == other ? 0 : Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return this == other || other instanceof RepoPath path && Arrays.equals(bytes, path.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Returns {@link #display()}. */
  @Override
  public String toString() {
    return display();
  }
}
