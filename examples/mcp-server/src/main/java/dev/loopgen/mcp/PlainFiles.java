package dev.loopgen.mcp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds files below a directory that are regular and not reached by a link, because a client may
 * have put a link to anything there. Reads them only if they have no other name, either.
 */
final class PlainFiles {

  /** More than any report. */
  private static final int MAX_BYTES = 4 << 20;

  private final Path root;

  PlainFiles(Path root) {
    this.root = root;
  }

  /**
   * Tells whether there is such a file.
   *
   * @throws IOException if there is something else
   */
  boolean exists(String... names) throws IOException {
    return plain(names).isPresent();
  }

  /**
   * Reads a file.
   *
   * @return its bytes; empty if there is none
   * @throws IOException if it is something else, too large, or cannot be read
   */
  Optional<byte[]> read(String... names) throws IOException {
    Optional<Path> file = plain(names);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    requireOneName(file.get());
    try (InputStream in =
        Files.newInputStream(file.get(), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new IOException(file.get().getFileName() + " is larger than 4 MiB");
      }
      return Optional.of(bytes);
    }
  }

  /**
   * Lists the names in a directory that no link leads to.
   *
   * @return the names; none if there is no such directory
   * @throws IOException if it is something else, or cannot be read
   */
  List<String> names(String... directory) throws IOException {
    Path at = root;
    for (String name : directory) {
      at = at.resolve(name);
      try {
        if (!attributes(at).isDirectory()) {
          throw new IOException(root.relativize(at) + " is not a directory, or is a link");
        }
      } catch (NoSuchFileException none) {
        return List.of();
      }
    }
    try (Stream<Path> all = Files.list(at)) {
      return all.map(file -> file.getFileName().toString()).toList();
    }
  }

  private Optional<Path> plain(String... names) throws IOException {
    List<String> all = new ArrayList<>(List.of(names));
    String last = all.remove(all.size() - 1);
    if (!names(all.toArray(String[]::new)).contains(last)) {
      return Optional.empty();
    }
    Path file = root.resolve(String.join("/", names));
    if (!attributes(file).isRegularFile()) {
      throw new IOException(root.relativize(file) + " is not a regular file");
    }
    return Optional.of(file);
  }

  private void requireOneName(Path file) throws IOException {
    if (file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      Object links = Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS);
      if (!Integer.valueOf(1).equals(links)) {
        throw new IOException(root.relativize(file) + " has a second name");
      }
    }
  }

  private static BasicFileAttributes attributes(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }
}
