package dev.loopgen.adapters.internal.files;

import dev.loopgen.api.internal.files.DirectoryListing;
import dev.loopgen.api.internal.files.DurableFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The files below a directory, read and replaced without following a symbolic link on the way.
 *
 * <p>Paths are relative, with slashes. A file is replaced atomically, and only while it still holds
 * what the caller saw.
 */
public final class ProjectFiles {

  /** The size limit of files that are read, in bytes; far more than any of them needs. */
  public static final int MAX_LENGTH = 4 << 20;

  private final Path root;

  private ProjectFiles(Path root) {
    this.root = root;
  }

  /**
   * Opens a directory, which may itself be reached by a link.
   *
   * @throws IOException if it is not a directory
   */
  public static ProjectFiles in(Path directory) throws IOException {
    Path root = directory.toRealPath();
    if (!Files.isDirectory(root)) {
      throw new NotDirectoryException(directory.toString());
    }
    return new ProjectFiles(root);
  }

  /** Returns why a file cannot be read or written, as a clause. */
  public static String reason(IOException e) {
    if (e instanceof AccessDeniedException denied) {
      return "permission denied at " + denied.getFile();
    }
    return e.getCause() instanceof ReadOnlyFileSystemException
        ? "its file system is read-only"
        : String.valueOf(e.getMessage());
  }

  /** Returns the real path of the directory. */
  public Path root() {
    return root;
  }

  /**
   * Reads a file.
   *
   * @return its content; empty if nothing is there
   * @throws UnsafePathException if a link is on the way, or it is not a regular file
   * @throws IOException if it cannot be read or is too large
   */
  public Optional<byte[]> read(String path) throws IOException {
    if (!hasParent(path)) {
      return Optional.empty();
    }
    Path file = resolve(path);
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      requirePlain(path, attributes);
      try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
        byte[] bytes = in.readNBytes(MAX_LENGTH + 1);
        if (bytes.length > MAX_LENGTH) {
          throw new IOException(path + " is larger than the limit of " + MAX_LENGTH + " bytes");
        }
        return Optional.of(bytes);
      }
    } catch (NoSuchFileException absent) {
      return Optional.empty();
    }
  }

  /**
   * Replaces or creates a file; its directories are created as needed. Durable on return. The
   * permissions of a file that is there are kept.
   *
   * @param seen what the file held when the caller decided; empty if it was absent
   * @throws ChangedFileException if it holds something else now; it is then unchanged
   * @throws UnsafePathException if a link is on the way, or it is not a regular file
   * @throws IOException if it cannot be written; it is then unchanged
   */
  public void write(String path, byte[] content, Optional<byte[]> seen) throws IOException {
    Path file = resolve(path);
    createParents(path);
    requireUnchanged(path, seen);
    Path fresh = file.resolveSibling("loopgen-" + randomName() + ".tmp");
    try {
      DurableFile.write(Files.createFile(fresh), out -> out.write(content));
      if (seen.isPresent()) {
        keepPermissions(file, fresh);
      }
      requireUnchanged(path, seen);
      DurableFile.replace(fresh, file);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private void requireUnchanged(String path, Optional<byte[]> seen) throws IOException {
    Optional<byte[]> now = read(path);
    if (now.isPresent() != seen.isPresent()
        || now.isPresent() && !Arrays.equals(now.get(), seen.orElseThrow())) {
      throw new ChangedFileException(path);
    }
  }

  private static long randomName() {
    return ThreadLocalRandom.current().nextLong(Long.MAX_VALUE);
  }

  private static void keepPermissions(Path from, Path to) throws IOException {
    PosixFileAttributeView old =
        Files.getFileAttributeView(from, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (old != null) {
      Files.setPosixFilePermissions(to, old.readAttributes().permissions());
    }
  }

  /** Creates the directories of a file, none of which may be a link. */
  private void createParents(String path) throws IOException {
    for (Path directory : directories(path)) {
      try {
        Files.createDirectory(directory);
        DirectoryListing.force(parent(directory));
      } catch (FileAlreadyExistsException there) {
        requireDirectory(directory);
      }
    }
  }

  /**
   * Tells whether the directory of a file exists.
   *
   * @throws UnsafePathException if a part of the way is a link or not a directory
   */
  private boolean hasParent(String path) throws IOException {
    for (Path directory : directories(path)) {
      if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
        return false;
      }
      requireDirectory(directory);
    }
    return true;
  }

  /** Returns the directories on the way to a file, the outermost first. */
  private List<Path> directories(String path) {
    List<Path> directories = new ArrayList<>();
    for (Path at = parent(resolve(path)); !at.equals(root); at = parent(at)) {
      directories.add(0, at);
    }
    return directories;
  }

  private void requireDirectory(Path at) throws UnsafePathException {
    String shown = root.relativize(at).toString();
    if (Files.isSymbolicLink(at)) {
      throw new UnsafePathException(shown, "is a symbolic link, which is not followed");
    }
    if (!Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS)) {
      throw new UnsafePathException(shown, "is not a directory");
    }
  }

  private static void requirePlain(String path, BasicFileAttributes attributes)
      throws UnsafePathException {
    if (attributes.isSymbolicLink()) {
      throw new UnsafePathException(path, "is a symbolic link, which is not followed");
    }
    if (!attributes.isRegularFile()) {
      throw new UnsafePathException(path, "is not a regular file");
    }
  }

  private static Path parent(Path file) {
    return Objects.requireNonNull(file.getParent());
  }

  private Path resolve(String path) {
    Path file = root.resolve(path).normalize();
    if (!file.startsWith(root) || file.equals(root)) {
      throw new IllegalArgumentException("The path " + path + " leaves the project.");
    }
    return file;
  }
}
