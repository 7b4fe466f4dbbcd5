package dev.loopgen.core.internal.files;

import dev.loopgen.api.SpecException;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.WorkTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Optional;

/** Reads small configuration files inside the work tree. */
public final class ProjectFiles {

  private static final int MAX_BYTES = 1 << 20;

  private ProjectFiles() {}

  /**
   * Requires a path inside the project.
   *
   * @param subject the start of the error message, naming the path
   * @throws SpecException if it is absolute or leaves the project
   */
  public static String confined(String relative, String subject) {
    String path = relative.startsWith("./") ? relative.substring(2) : relative;
    boolean leaves =
        path.isBlank()
            || path.startsWith("/")
            || path.contains("\\")
            || path.indexOf('\0') >= 0
            || !StandardCharsets.UTF_8.newEncoder().canEncode(path)
            || path.matches("[A-Za-z]:.*")
            || Arrays.stream(path.split("/", -1))
                .anyMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
    if (leaves) {
      throw new SpecException(
          subject + " is not a path inside the project. Give a path relative to the project.");
    }
    return path;
  }

  /**
   * Reads a file.
   *
   * @return its bytes; empty if there is none
   * @throws SpecException if it is not a regular file, is too large, or is reached through a
   *     symbolic link
   */
  public static Optional<byte[]> read(WorkTree workTree, RepoPath path) {
    String text = path.text().orElseThrow();
    Path current = workTree.root();
    try {
      for (String part : text.split("/")) {
        current = current.resolve(part);
        if (Files.isSymbolicLink(current)) {
          throw new SpecException(
              "The file "
                  + path
                  + " is reached through a symbolic link. Replace the link with a regular file.");
        }
      }
      BasicFileAttributes attributes =
          Files.readAttributes(current, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (!attributes.isRegularFile() || attributes.size() > MAX_BYTES) {
        throw new SpecException(
            "The file " + path + " is not a regular file of at most 1 MiB. Replace it with one.");
      }
      return Optional.of(PlainFile.read(current, MAX_BYTES, LinkOption.NOFOLLOW_LINKS));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException e) {
      throw new SpecException("The file " + path + " cannot be read: " + FileReason.of(e) + ".", e);
    }
  }
}
