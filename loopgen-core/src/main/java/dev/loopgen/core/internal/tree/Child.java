package dev.loopgen.core.internal.tree;

import dev.loopgen.api.tree.RepoPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands in a directory under one name.
 *
 * @param file where it stands
 * @param name the bytes of its name as ISO-8859-1, one character for each
 * @param stat what the file system says of it
 */
record Child(Path file, String name, FileStat stat) implements Comparable<Child> {

  /** Lists a directory in git's order, without what git keeps for itself. */
  static List<Child> list(Path directory, boolean unix) throws IOException {
    String text = directory.toString();
    boolean plain = ContentHasher.isAscii(text) && directory.getNameCount() > 0;
    int prefix = plain ? text.length() + 1 : 0;
    List<Child> children = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      OpenAttributes open = unix ? OpenAttributes.ifOpen() : null;
      for (Path file : stream) {
        String name = name(file, prefix);
        if (!name.equals(".git")) {
          try {
            FileStat stat =
                open != null && stream instanceof SecureDirectoryStream<Path> secure
                    ? open.stat(secure, last(file, name))
                    : FileStat.of(file, unix);
            children.add(new Child(file, name, stat));
          } catch (NoSuchFileException vanished) {
            continue;
          }
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    children.sort(null);
    return children;
  }

  /**
   * Reads a name. To cut it from the path's text is quicker than to have the path take itself
   * apart.
   *
   * @param prefix where it starts in the path's text, or 0 if that is not known
   */
  private static String name(Path file, int prefix) {
    String name = prefix > 0 ? file.toString().substring(prefix) : file.getFileName().toString();
    return ContentHasher.isAscii(name)
        ? name
        : new String(ContentHasher.rawBytes(file.getFileName()), StandardCharsets.ISO_8859_1);
  }

  private static Path last(Path file, String name) {
    return ContentHasher.isAscii(name) ? file.getFileSystem().getPath(name) : file.getFileName();
  }

  /** Returns its path in the repository, given that of the directory, null for the root. */
  RepoPath below(@Nullable RepoPath directory) {
    byte[] tail = name.getBytes(StandardCharsets.ISO_8859_1);
    if (directory == null) {
      return RepoPath.of(tail);
    }
    byte[] joined = new byte[directory.length() + 1 + tail.length];
    System.arraycopy(directory.bytes(), 0, joined, 0, directory.length());
    joined[directory.length()] = '/';
    System.arraycopy(tail, 0, joined, directory.length() + 1, tail.length);
    return RepoPath.of(joined);
  }

  /** Git orders a directory as if its name ended in a slash, which makes whole paths ascend. */
  @Override
  public int compareTo(Child other) {
    return orderedName().compareTo(other.orderedName());
  }

  private String orderedName() {
    return stat.directory() ? name + "/" : name;
  }
}
