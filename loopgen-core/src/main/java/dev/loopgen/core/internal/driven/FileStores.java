package dev.loopgen.core.internal.driven;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares where files are kept. */
final class FileStores {

  private static final Logger LOG = LoggerFactory.getLogger(FileStores.class);

  private FileStores() {}

  /** Tells whether a file can be moved at once between two directories, as far as that shows. */
  static boolean areOne(Path first, Path second) {
    return areOne(store(first), store(second));
  }

  /** Compares two file systems; one that is not known may be the other. */
  static boolean areOne(Optional<FileStore> first, Optional<FileStore> second) {
    return first.isEmpty() || second.isEmpty() || first.equals(second);
  }

  private static Optional<FileStore> store(Path directory) {
    try {
      return Optional.of(Files.getFileStore(directory));
    } catch (IOException | SecurityException e) {
      LOG.debug("the file system of {} is not known", directory, e);
      return Optional.empty();
    }
  }
}
