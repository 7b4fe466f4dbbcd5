package dev.loopgen.core.internal.tree;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.tree.FileMode;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.core.internal.files.FileNameBytes;
import dev.loopgen.core.internal.files.MessageDigests;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Hashes files and links, without following links. Not thread-safe. */
final class ContentHasher {

  /** Larger files are rejected. */
  static final long MAX_FILE = 4L << 30;

  /** The id of the empty blob. */
  static final GitId EMPTY_BLOB = GitId.of("e69de29bb2d1d6434b8b29ae775ad8c2e48c5391");

  private static final byte[] BLOB = {'b', 'l', 'o', 'b', ' '};
  private static final int ATTEMPTS = 3;
  private static final Set<OpenOption> READ =
      Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

  private final MessageDigest sha1 = MessageDigests.sha1();
  private final MessageDigest sha256 = MessageDigests.sha256();
  private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
  private final byte[] header = new byte[32];

  /** The size of the last file if the buffer holds all of it, else -1. */
  private int kept = -1;

  /**
   * Returns the id of the blob with exactly the content at the path.
   *
   * @param size the expected size; if the file has another, that is used
   */
  GitId blob(Path path, FileMode mode, long size) throws IOException {
    return switch (mode) {
      case SYMLINK -> blob(linkTarget(path));
      case REGULAR, EXECUTABLE -> blobOfFile(path, size);
      default -> blob(new byte[0]);
    };
  }

  GitId blob(byte[] content) {
    kept = -1;
    header(content.length);
    return GitId.of(sha1.digest(content), 0);
  }

  private GitId blobOfFile(Path path, long expected) throws IOException {
    long size = expected;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try (SeekableByteChannel channel = Files.newByteChannel(path, READ)) {
        size = attempt == 0 ? size : channel.size();
        if (size > MAX_FILE) {
          throw new RepositoryException(
              "The file "
                  + path
                  + " has "
                  + size
                  + " bytes, which is too large. Move it out of the work tree, or let git"
                  + " ignore it.");
        }
        header(size);
        if (update(channel, sha1, size) == size) {
          return GitId.of(sha1.digest(), 0);
        }
        sha1.reset();
      }
    }
    throw new RepositoryException(
        "The file " + path + " keeps changing while it is read. Stop the program that writes it.");
  }

  /** Begins a blob: the word, the size in digits and a NUL. */
  private void header(long size) {
    int at = header.length - 1;
    header[at] = 0;
    for (long left = size; left > 0 || at == header.length - 1; left /= 10) {
      header[--at] = (byte) ('0' + left % 10);
    }
    at -= BLOB.length;
    System.arraycopy(BLOB, 0, header, at, BLOB.length);
    sha1.update(header, at, header.length - at);
  }

  /**
   * Returns the bytes whose blob was computed last and their SHA-256, or null if they were not
   * kept.
   *
   * @param blob that blob
   */
  FileHashCache.@Nullable HashedFile last(GitId blob) {
    if (kept < 0) {
      return null;
    }
    byte[] bytes = Arrays.copyOf(buffer.array(), kept);
    String digest = HexFormat.of().formatHex(sha256.digest(bytes));
    return new FileHashCache.HashedFile(bytes, blob, digest);
  }

  /** Tells whether a file holds these bytes, which must fit the buffer. */
  boolean holds(Path path, byte[] bytes) throws IOException {
    kept = -1;
    try (SeekableByteChannel channel = Files.newByteChannel(path, READ)) {
      int count = Math.max(0, read(channel));
      return count == bytes.length
          && Arrays.equals(buffer.array(), 0, count, bytes, 0, count)
          && (count < buffer.capacity() || read(channel) <= 0);
    }
  }

  /** Returns the SHA-256 of the content at the path, in lower-case hexadecimal. */
  String sha256(Path path, FileMode mode) throws IOException {
    if (mode == FileMode.SYMLINK) {
      sha256.update(linkTarget(path));
    } else if (mode != FileMode.SPECIAL) {
      try (SeekableByteChannel channel = Files.newByteChannel(path, READ)) {
        update(channel, sha256, Long.MAX_VALUE);
      }
    }
    return HexFormat.of().formatHex(sha256.digest());
  }

  String sha256(String text) {
    return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Reads to the end. A read that reaches the expected size but returns fewer bytes than requested
   * has reached the end of a regular file.
   *
   * @return the number of bytes
   */
  private long update(SeekableByteChannel channel, MessageDigest digest, long expected)
      throws IOException {
    long total = 0;
    kept = 0;
    for (int count = read(channel); count > 0; count = read(channel)) {
      digest.update(buffer.array(), 0, count);
      kept = total == 0 ? count : -1;
      total += count;
      if (total == expected && count < buffer.capacity()) {
        break;
      }
    }
    return total;
  }

  private int read(SeekableByteChannel channel) throws IOException {
    return channel.read(buffer.clear());
  }

  /** Returns the bytes of a link's target. */
  static byte[] linkTarget(Path link) throws IOException {
    return FileNameBytes.target(link);
  }

  /** Tells whether a mode is that of a file with content. */
  static boolean isFile(FileMode mode) {
    return mode == FileMode.REGULAR || mode == FileMode.EXECUTABLE;
  }

  static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  /** Returns the bytes of a path, which its string may have lost under the JVM's encoding. */
  static byte[] rawBytes(Path path) {
    return FileNameBytes.bytes(path);
  }
}
