package dev.loopgen.core.internal.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.stream.Stream;

/**
 * Reads files only if they are regular and not too large. Opening a named pipe blocks, a device may
 * never end, and a sparse file may exceed any memory; anyone who writes to the repository can put
 * one of these anywhere.
 *
 * <p>Links are followed unless {@link LinkOption#NOFOLLOW_LINKS} is given. A file replaced between
 * the check and the opening goes unnoticed.
 */
public final class PlainFile {

  /** The size limit for refs, git links and settings, in bytes; far more than any needs. */
  public static final int SMALL = 1 << 20;

  private PlainFile() {}

  /**
   * Requires a regular file within a size limit.
   *
   * @throws NoSuchFileException if there is none
   * @throws IOException if it is not a regular file, or larger than the limit
   */
  public static void require(Path file, long maxBytes, LinkOption... links) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class, links);
    if (!attributes.isRegularFile()) {
      throw new IOException(file.getFileName() + " is not a regular file");
    }
    requireSize(file, attributes.size(), maxBytes);
  }

  private static void requireSize(Path file, long size, long maxBytes) throws IOException {
    if (size > maxBytes) {
      throw new IOException(
          file.getFileName() + " is larger than the limit of " + maxBytes + " bytes");
    }
  }

  /**
   * Opens a file of any size for reading.
   *
   * @throws NoSuchFileException if there is none
   * @throws IOException if it is not a regular file, or cannot be opened
   */
  public static InputStream open(Path file, LinkOption... links) throws IOException {
    require(file, Long.MAX_VALUE, links);
    return opened(file, links);
  }

  private static InputStream opened(Path file, LinkOption... links) throws IOException {
    OpenOption[] options =
        Stream.concat(Stream.of(StandardOpenOption.READ), Stream.of(links))
            .toArray(OpenOption[]::new);
    return Files.newInputStream(file, options);
  }

  /**
   * Reads a whole file.
   *
   * @throws NoSuchFileException if there is none
   * @throws IOException if it is not a regular file, larger than the limit, or cannot be read
   */
  public static byte[] read(Path file, int maxBytes, LinkOption... links) throws IOException {
    require(file, maxBytes, links);
    try (InputStream in = opened(file, links)) {
      byte[] bytes = in.readNBytes(maxBytes);
      if (in.read() >= 0) {
        requireSize(file, Long.MAX_VALUE, maxBytes);
      }
      return bytes;
    }
  }

  /**
   * Reads a UTF-8 file of at most {@link #SMALL} bytes.
   *
   * @throws NoSuchFileException if there is none
   * @throws IOException if it is not a regular file, too large, not UTF-8, or cannot be read
   */
  public static String text(Path file) throws IOException {
    return StandardCharsets.UTF_8
        .newDecoder()
        .decode(ByteBuffer.wrap(read(file, SMALL)))
        .toString();
  }
}
