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
 * @param directory the directory
 * @param last its name, as a path of one element
 * @param name the bytes of its name as ISO-8859-1, one character for each
 * @param stat what the file system says of it
 */
record Child(Path directory, Path last, String name, FileStat stat) implements Comparable<Child> {

  /** Lists a directory in git's order, without what git keeps for itself. */
  static List<Child> list(Path directory, boolean unix) throws IOException {
    return list(directory, null, unix);
  }

  /**
   * Does the same.
   *
   * @param known the names in it, each a path of one element; null if it is to be read
   */
  static List<Child> list(Path directory, @Nullable List<Path> known, boolean unix)
      throws IOException {
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      OpenAttributes open = unix ? OpenAttributes.ifOpen() : null;
      List<Path> names = known == null ? names(directory, stream) : known;
      List<Child> children = new ArrayList<>(names.size());
      for (Path name : names) {
        try {
          FileStat stat =
              open != null && stream instanceof SecureDirectoryStream<Path> secure
                  ? open.stat(secure, name)
                  : FileStat.of(directory.resolve(name), unix);
          children.add(new Child(directory, name, text(name), stat));
        } catch (NoSuchFileException vanished) {
          continue;
        }
      }
      children.sort(null);
      return children;
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  /**
   * Reads the names. To cut one from the text of a path is quicker than to have the path take
   * itself apart.
   */
  private static List<Path> names(Path directory, DirectoryStream<Path> stream) {
    String text = directory.toString();
    boolean plain = ContentHasher.isAscii(text) && directory.getNameCount() > 0;
    int prefix = plain ? text.length() + 1 : 0;
    List<Path> names = new ArrayList<>();
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
    return names;
  }

  private static String text(Path name) {
    String text = name.toString();
    return ContentHasher.isAscii(text)
        ? text
        : new String(ContentHasher.rawBytes(name), StandardCharsets.ISO_8859_1);
  }

  /** Returns where it stands. */
  Path file() {
    return directory.resolve(last);
  }

  /** Returns its path in the repository, given that of the directory, null for the root. */
  RepoPath below(@Nullable RepoPath above) {
    byte[] tail = name.getBytes(StandardCharsets.ISO_8859_1);
    if (above == null) {
      return RepoPath.of(tail);
    }
    byte[] joined = new byte[above.length() + 1 + tail.length];
    System.arraycopy(above.bytes(), 0, joined, 0, above.length());
    joined[above.length()] = '/';
    System.arraycopy(tail, 0, joined, above.length() + 1, tail.length);
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
