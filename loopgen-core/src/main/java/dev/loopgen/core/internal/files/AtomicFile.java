package dev.loopgen.core.internal.files;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * New content of a file that takes its place as a whole: readers see what was there or all of it,
 * and so does who starts the machine again. A link in the file's place is replaced, not followed.
 *
 * <p>The new content stands in a file {@code loopgen-NUMBER.tmp} beside it until it is complete; a
 * crash leaves that behind, and a later replacement in the same directory removes it.
 */
public final class AtomicFile implements Closeable {

  private static final Logger LOG = LoggerFactory.getLogger(AtomicFile.class);
  private static final String PREFIX = "loopgen-";
  private static final String SUFFIX = ".tmp";
  private static final Pattern NAME = Pattern.compile("loopgen-[0-9]+\\.tmp");

  /** How old a file must be that no writer is still at work on; writing takes milliseconds. */
  private static final Duration ABANDONED = Duration.ofMinutes(10);

  private final Path fresh;
  private final Path file;

  private AtomicFile(Path fresh, Path file) {
    this.fresh = fresh;
    this.file = file;
  }

  /** Writes the whole content of a file. */
  @FunctionalInterface
  public interface Content {

    void writeTo(OutputStream out) throws IOException;
  }

  /** Starts to write what only the owner may read until more is said. */
  public static AtomicFile of(Path file) throws IOException {
    Path directory = directory(file);
    Path fresh = create(directory);
    removeAbandoned(directory, Files.getLastModifiedTime(fresh).toInstant());
    return new AtomicFile(fresh, file);
  }

  /** Starts to write into a file of another name, whose old content is lost. */
  public static AtomicFile of(Path file, Path fresh) throws IOException {
    Files.deleteIfExists(fresh);
    return new AtomicFile(Files.createFile(fresh), file);
  }

  /**
   * Replaces a file, which is then readable by everybody if asked.
   *
   * @throws IOException if it cannot be written; it is then what it was
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

  /** Makes an empty file for content that is not complete. */
  static Path create(Path directory) throws IOException {
    return Files.createTempFile(directory, PREFIX, SUFFIX);
  }

  /** Writes the content; it is durable afterwards. */
  public void write(Content content) throws IOException {
    try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE);
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel))) {
      content.writeTo(out);
      out.flush();
      channel.force(true);
    }
  }

  /** Lets everybody read it where the platform has such a right. */
  public void makeReadable() {
    fresh.toFile().setReadable(true, false);
  }

  /** Puts the content in the file's place, whatever is there; that is durable afterwards. */
  public void replace() throws IOException {
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    DirectoryListing.force(directory(file));
  }

  /**
   * Puts the content in the file's place, if nothing is there; that is durable afterwards.
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

  /** Removes what has not taken its place. */
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
