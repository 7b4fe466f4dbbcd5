package dev.loopgen.cli.hook;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * Small files that belong to hooks alone, two directories deep. Whatever else is in the place of a
 * file or of its directories is put out of the way, and never opened: a pipe would block for ever.
 */
final class OwnFiles {

  private OwnFiles() {}

  /** Replaces a file, and returns whether that was done. */
  static boolean write(Path file, String text) {
    Path directory = parent(file);
    Path fresh = directory.resolve("." + UUID.randomUUID());
    try {
      for (Path at : List.of(parent(directory), directory)) {
        makeDirectory(at);
      }
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        clear(file);
      }
      try {
        Files.writeString(fresh, text, StandardOpenOption.CREATE_NEW);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(fresh);
      }
      return true;
    } catch (IOException notWritten) {
      return false;
    }
  }

  /** Removes a file if that can be done. */
  static void remove(Path file) {
    try {
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        makeDirectory(parent(file));
        clear(file);
      }
    } catch (IOException notRemoved) {
      // What is left counts only as far as the ledger confirms it.
    }
  }

  private static void makeDirectory(Path directory) throws IOException {
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      clear(directory);
      Files.createDirectories(directory);
    }
    if (!Files.isWritable(directory)
        && directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    }
  }

  private static void clear(Path path) throws IOException {
    try {
      Files.deleteIfExists(path);
    } catch (DirectoryNotEmptyException directory) {
      Files.move(path, path.resolveSibling("." + UUID.randomUUID()));
    }
  }

  private static Path parent(Path path) {
    return Objects.requireNonNull(path.getParent());
  }
}
