package dev.loopgen.spark;

import dev.loopgen.core.internal.files.ProjectLayout;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/** Writes results to any file system that the cluster knows. */
final class OutputFile {

  private OutputFile() {}

  /**
   * Rejects files that a result must not replace.
   *
   * @param files their paths, null where none is wanted
   * @throws IllegalArgumentException if one is a ledger or a directory
   */
  static void check(Configuration configuration, @Nullable String... files) throws IOException {
    for (String file : files) {
      if (file == null) {
        continue;
      }
      Path path = new Path(file);
      FileSystem system = path.getFileSystem(configuration);
      boolean ledger = path.getName().equals(ProjectLayout.LEDGER);
      if (ledger || system.exists(path) && system.getFileStatus(path).isDirectory()) {
        throw new IllegalArgumentException(
            file + " is a directory or the name of a ledger. Name another file.");
      }
    }
  }

  /**
   * Rejects a directory that exists, before the work whose result it is to hold.
   *
   * @param directory its path, or null where none is wanted
   * @throws IllegalArgumentException if it exists
   */
  static void requireNew(Configuration configuration, @Nullable String directory)
      throws IOException {
    if (directory != null) {
      Path path = new Path(directory);
      if (path.getFileSystem(configuration).exists(path)) {
        throw new IllegalArgumentException(directory + " exists. Name a directory that does not.");
      }
    }
  }

  /** Writes a text, if a file is wanted. */
  static void write(Configuration configuration, @Nullable String file, Supplier<String> text)
      throws IOException {
    if (file == null) {
      return;
    }
    Path path = new Path(file);
    FileSystem system = path.getFileSystem(configuration);
    system.setWriteChecksum(false);
    try (OutputStream out = system.create(path, true)) {
      out.write(text.get().getBytes(StandardCharsets.UTF_8));
    }
  }
}
