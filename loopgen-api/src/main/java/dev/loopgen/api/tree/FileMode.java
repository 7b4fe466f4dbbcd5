package dev.loopgen.api.tree;

/** The type of a path: the modes of git trees, and one for everything else. */
public enum FileMode {
  /** A file that is not executable. */
  REGULAR("100644"),
  /** A file that its owner may execute. */
  EXECUTABLE("100755"),
  /** A symbolic link; its content is its target. It is never followed. */
  SYMLINK("120000"),
  /** A commit of another repository: a submodule, or a repository nested in the work tree. */
  GITLINK("160000"),
  /** A named pipe, socket or device: never opened, and never part of a git tree. */
  SPECIAL("000000");

  private final String octal;

  FileMode(String octal) {
    this.octal = octal;
  }

  /**
   * Returns the mode as git writes it.
   *
   * @return six octal digits
   */
  public String octal() {
    return octal;
  }

  /**
   * Returns the mode of six octal digits as git writes them in trees and in the index.
   *
   * @param bits the mode bits
   * @return the mode; a regular file that its owner may execute is {@link #EXECUTABLE}
   * @throws IllegalArgumentException if the bits are not a file type of a git tree
   */
  public static FileMode ofBits(int bits) {
    return switch (bits & 0170000) {
      case 0100000 -> (bits & 0100) != 0 ? EXECUTABLE : REGULAR;
      case 0120000 -> SYMLINK;
      case 0160000 -> GITLINK;
      default ->
          throw new IllegalArgumentException(
              "not a file mode of git: " + Integer.toOctalString(bits));
    };
  }
}
