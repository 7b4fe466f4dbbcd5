package dev.loopgen.core.internal.files;

import dev.loopgen.api.internal.text.OutputIgnoreRules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file {@code .loopgen/.gitignore}, which excludes files local to one clone. A run writes it if
 * it is missing; with different content it is the user's own.
 */
public final class OwnIgnoreFile {

  /** Its path relative to the project. */
  public static final String NAME = ProjectLayout.DIRECTORY + "/.gitignore";

  private static final Logger LOG = LoggerFactory.getLogger(OwnIgnoreFile.class);

  private OwnIgnoreFile() {}

  /** Returns its content, also with the line ends that git may check out. */
  public static List<byte[]> contents() {
    return List.of(
        OutputIgnoreRules.TEXT.getBytes(StandardCharsets.UTF_8),
        OutputIgnoreRules.TEXT.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Writes it for a project atomically, unless something is already at its path. */
  public static void writeFor(Path project) {
    Path file = project.resolve(NAME);
    try {
      if (!isTaken(file)) {
        write(file);
      }
    } catch (FileAlreadyExistsException anotherRunWasFaster) {
      LOG.debug("{} already exists", file);
    } catch (IOException e) {
      LOG.warn("{} cannot be written", file, e);
    }
  }

  private static boolean isTaken(Path file) {
    Path directory = file.getParent();
    return directory == null
        || Files.isSymbolicLink(directory)
        || Files.exists(file, LinkOption.NOFOLLOW_LINKS);
  }

  /** Writes the file; its temporary file is in a directory where snapshots ignore it. */
  private static void write(Path file) throws IOException {
    Path unfinished = file.resolveSibling("state");
    if (Files.isSymbolicLink(unfinished)) {
      throw new IOException(unfinished + " is a symbolic link");
    }
    Files.createDirectories(unfinished);
    try (AtomicFile ignore = AtomicFile.of(file, AtomicFile.create(unfinished))) {
      ignore.write(out -> out.write(contents().get(0)));
      ignore.makeReadable();
      ignore.place();
    }
  }
}
