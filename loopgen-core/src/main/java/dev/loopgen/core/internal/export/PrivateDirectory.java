package dev.loopgen.core.internal.export;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A temporary directory that only its owner can enter, removed with all its content at the end. */
final class PrivateDirectory implements Closeable {

  private static final Logger LOG = LoggerFactory.getLogger(PrivateDirectory.class);

  /** Deeper directories are left behind; each level holds a handle. */
  private static final int MAX_DEPTH = 400;

  private final Path path;

  private PrivateDirectory(Path path) {
    this.path = path;
  }

  /**
   * Creates one.
   *
   * @param parent the directory to create it in
   */
  static PrivateDirectory in(Path parent) throws IOException {
    return new PrivateDirectory(
        Files.createTempDirectory(
                parent,
                "loopgen-export",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")))
            .toRealPath());
  }

  Path path() {
    return path;
  }

  /** Creates an empty directory in it. */
  Path directory(String name) throws IOException {
    return Files.createDirectory(path.resolve(name));
  }

  /** Removes the directory; whatever cannot be removed is left behind. */
  @Override
  public void close() {
    try (OpenDirectory open = OpenDirectory.at(path)) {
      clear(open, 0);
      Files.deleteIfExists(path);
    } catch (IOException | RuntimeException e) {
      LOG.warn("the temporary directory {} cannot be removed completely", path, e);
    }
  }

  private static void clear(OpenDirectory directory, int depth) throws IOException {
    for (Path name : directory.names()) {
      BasicFileAttributes attributes = directory.attributes(name);
      if (!attributes.isDirectory()) {
        directory.deleteFile(name);
      } else if (depth < MAX_DEPTH) {
        remove(directory, name, depth);
      } else {
        throw new IOException("its directories are nested too deeply");
      }
    }
  }

  private static void remove(OpenDirectory directory, Path name, int depth) throws IOException {
    try {
      directory.deleteDirectory(name);
    } catch (DirectoryNotEmptyException filled) {
      makeAccessible(directory.path().resolve(name));
      try (OpenDirectory inner = directory.directory(name)) {
        clear(inner, depth + 1);
      }
      directory.deleteDirectory(name);
    } catch (NoSuchFileException gone) {
      LOG.debug("{} is gone already", name);
    }
  }

  /** Commands may leave files that even their owner cannot read. */
  static void makeReadable(Path file) throws IOException {
    if (!Files.isReadable(file) && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
  }

  /** Commands may leave directories that even their owner cannot enter. */
  static void makeAccessible(Path directory) throws IOException {
    if (!Files.isReadable(directory)
        || !Files.isWritable(directory)
        || !Files.isExecutable(directory)) {
      if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
      }
    }
  }
}
