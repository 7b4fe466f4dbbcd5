package dev.loopgen.core.internal.tree;

import dev.loopgen.api.tree.FileStamp;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the stamps of single files, as a snapshot has them. */
public final class FileStamps {

  private FileStamps() {}

  /** Returns the stamp of a path without following a link; empty if it cannot be read. */
  public static Optional<FileStamp> of(Path file) {
    try {
      return Optional.of(FileStat.of(file, FileStat.hasModes(file)).stamp());
    } catch (IOException gone) {
      return Optional.empty();
    }
  }
}
