package dev.loopgen.core.internal.tree;

import dev.loopgen.api.tree.RepoPath;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a directory.
 *
 * @param directory the directory
 * @param last its name, as a path of one element
 * @param name the bytes of its name as an ISO-8859-1 string
 * @param stat its attributes
 */
record DirectoryChild(Path directory, Path last, String name, FileStat stat)
    implements Comparable<DirectoryChild> {

  DirectoryChild(Path directory, Path last, FileStat stat) {
    this(directory, last, text(last), stat);
  }

  private static String text(Path name) {
    String text = name.toString();
    return ContentHasher.isAscii(text)
        ? text
        : new String(ContentHasher.rawBytes(name), StandardCharsets.ISO_8859_1);
  }

  /** Returns its path on disk. */
  Path file() {
    return directory.resolve(last);
  }

  /** Returns its path in the repository, given that of the directory, or null for the root. */
  RepoPath below(@Nullable RepoPath above) {
    byte[] tail = name.getBytes(StandardCharsets.ISO_8859_1);
    if (above == null) {
      return RepoPath.of(tail);
    }
    return above.resolve(tail);
  }

  /** Compares in git's order: a directory sorts as if its name ended with a slash. */
  @Override
  public int compareTo(DirectoryChild other) {
    return orderedName().compareTo(other.orderedName());
  }

  private String orderedName() {
    return stat.directory() ? name + "/" : name;
  }
}
