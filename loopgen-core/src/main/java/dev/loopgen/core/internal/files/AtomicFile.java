package dev.loopgen.core.internal.files;

import dev.loopgen.api.internal.files.DirectoryListing;
import dev.loopgen.api.internal.files.DurableFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
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
 * Replaces a file atomically and durably: readers see the old or the new content, never a part,
 * even after a crash of the machine. A symbolic link at the path is replaced, not followed.
 *
 * <p>The new content is written to a temporary file {@code loopgen-NUMBER.tmp} next to it. A crash
 * may leave that file behind; a later replacement in the same directory removes it.
 */
public final class AtomicFile implements Closeable {

  private static final Logger LOG = LoggerFactory.getLogger(AtomicFile.class);
  private static final String PREFIX = "loopgen-";
  private static final String SUFFIX = ".tmp";
  private static final Pattern NAME = Pattern.compile("loopgen-[0-9]+\\.tmp");

  /** The age from which a temporary file counts as abandoned; writing takes milliseconds. */
  private static final Duration ABANDONED = Duration.ofMinutes(10);

  private final Path fresh;
  private final Path file;

  private AtomicFile(Path fresh, Path file) {
    this.fresh = fresh;
    this.file = file;
  }

  /** Starts a replacement that is readable only by the owner. */
  public static AtomicFile of(Path file) throws IOException {
    Path directory = directory(file);
    Path fresh = create(directory);
    removeAbandoned(directory, Files.getLastModifiedTime(fresh).toInstant());
    return new AtomicFile(fresh, file);
  }

  /** Starts a replacement with a given temporary file, whose old content is lost. */
  public static AtomicFile of(Path file, Path fresh) throws IOException {
    Files.deleteIfExists(fresh);
    return new AtomicFile(Files.createFile(fresh), file);
  }

  /**
   * Replaces a file and makes it readable by everybody if requested.
   *
   * @throws IOException if it cannot be written; it is then unchanged
   */
  public static void write(Path file, byte[] content, boolean readableByAll) throws IOException {
    try (AtomicFile replacement = of(file)) {
      replacement.write(out -> out.write(content));
      if (readableByAll) {
        replacement.makeReadable();
      }
      replacement.replace();
    }
  }

  private static Path directory(Path file) {
    return Objects.requireNonNull(file.toAbsolutePath().getParent());
  }

  /** Creates an empty temporary file. */
  static Path create(Path directory) throws IOException {
    return Files.createTempFile(directory, PREFIX, SUFFIX);
  }

  /** Writes the content to the temporary file, durably. */
  public void write(DurableFile.Content content) throws IOException {
    DurableFile.write(fresh, content);
  }

  /** Makes the file readable by everybody, if the platform has such a permission. */
  public void makeReadable() {
    fresh.toFile().setReadable(true, false);
  }

  /** Moves the content to the path, replacing whatever is there; durable on return. */
  public void replace() throws IOException {
    DurableFile.replace(fresh, file);
  }

  /**
   * Moves the content to the path, if nothing is there; durable on return.
   *
   * @throws FileAlreadyExistsException if something is there
   */
  public void place() throws IOException {
    try {
      Files.createLink(file, fresh);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException noHardLinks) {
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        throw new FileAlreadyExistsException(file.toString());
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }
    DirectoryListing.force(directory(file));
  }

  /** Removes the temporary file, if it still exists. */
  @Override
  public void close() throws IOException {
    Files.deleteIfExists(fresh);
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
      LOG.debug("abandoned temporary files in {} cannot be removed", directory, e);
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
