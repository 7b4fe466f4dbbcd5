package dev.loopgen.core.internal.files;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces files as a whole: readers see the old content or the new one. A link in a file's place
 * is replaced, not followed.
 *
 * <p>The new content stands in a file {@code loopgen-NUMBER.tmp} beside it until it is complete; a
 * crash leaves that behind, and a later replacement in the same directory removes it.
 */
public final class Replacement {

  private static final Logger LOG = LoggerFactory.getLogger(Replacement.class);
  private static final String PREFIX = "loopgen-";
  private static final String SUFFIX = ".tmp";
  private static final Pattern NAME = Pattern.compile("loopgen-[0-9]+\\.tmp");

  /** How old a file must be that no writer is still at work on; writing takes milliseconds. */
  private static final Duration ABANDONED = Duration.ofMinutes(10);

  private Replacement() {}

  /**
   * Replaces a file, which is then readable by everybody if asked.
   *
   * @throws IOException if it cannot be written; it is then what it was
   */
  public static void write(Path file, byte[] content, boolean readableByAll) throws IOException {
    Path directory = Objects.requireNonNull(file.toAbsolutePath().getParent());
    Path fresh = create(directory);
    try {
      removeAbandoned(directory, Files.getLastModifiedTime(fresh).toInstant());
      Files.write(fresh, content);
      if (readableByAll) {
        fresh.toFile().setReadable(true, false);
      }
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  /** Makes an empty file for content that is not complete. */
  static Path create(Path directory) throws IOException {
    return Files.createTempFile(directory, PREFIX, SUFFIX);
  }

  private static void removeAbandoned(Path directory, Instant now) {
    Instant limit = now.minus(ABANDONED);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, PREFIX + "*" + SUFFIX)) {
      for (Path file : files) {
        if (isAbandoned(file, limit)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      LOG.debug("what a crash left in {} cannot be removed", directory, e);
    }
  }

  private static boolean isAbandoned(Path file, Instant limit) throws IOException {
    BasicFileAttributes attributes =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    return NAME.matcher(file.getFileName().toString()).matches()
        && attributes.isRegularFile()
        && attributes.lastModifiedTime().toInstant().isBefore(limit);
  }
}
