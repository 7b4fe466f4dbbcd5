package dev.loopgen.core.internal.tree;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one directory. Not thread-safe. */
final class DirectoryReader implements Closeable {

  private final Path path;
  private final DirectoryStream<Path> stream;
  private final boolean unix;
  private final @Nullable UnixAttributeReader open;

  DirectoryReader(Path path, boolean unix) throws IOException {
    this.path = path;
    this.stream = Files.newDirectoryStream(path);
    this.unix = unix;
    this.open = unix ? UnixAttributeReader.ifOpen() : null;
  }

  /**
   * Reads its names, each a path of one element, except git's own. May be called only once. Cutting
   * a name from a path's string is faster than parsing the path.
   */
  List<Path> names() throws IOException {
    String text = path.toString();
    boolean plain = ContentHasher.isAscii(text) && path.getNameCount() > 0;
    int prefix = plain ? text.length() + 1 : 0;
    List<Path> names = new ArrayList<>();
    try {
      for (Path file : stream) {
        String name = plain ? file.toString().substring(prefix) : "";
        Path last =
            plain && ContentHasher.isAscii(name)
                ? file.getFileSystem().getPath(name)
                : file.getFileName();
        if (!last.toString().equals(".git")) {
          names.add(last);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return names;
  }

  /** Returns its entries with these names in git's order, except vanished ones. */
  List<DirectoryChild> children(List<Path> names) throws IOException {
    List<DirectoryChild> children = new ArrayList<>(names.size());
    for (Path name : names) {
      try {
        children.add(new DirectoryChild(path, name, stat(name)));
      } catch (NoSuchFileException vanished) {
        continue;
      }
    }
    children.sort(null);
    return children;
  }

  /** Returns its version, read through the open handle, or null if that is not supported. */
  DirectoryListingCache.@Nullable DirectoryVersion version() throws IOException {
    return open != null && stream instanceof SecureDirectoryStream<Path> secure
        ? open.version(secure)
        : null;
  }

  private FileStat stat(Path name) throws IOException {
    return open != null && stream instanceof SecureDirectoryStream<Path> secure
        ? open.stat(secure, name)
        : FileStat.of(path.resolve(name), unix);
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
