package dev.loopgen.junit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Deletes a directory with everything in it. Links are deleted, not followed. */
final class FileTree {

  private FileTree() {}

  static void delete(Path directory) {
    try {
      Files.walkFileTree(
          directory,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              return deleted(file);
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
                throws IOException {
              if (failure != null) {
                throw failure;
              }
              return deleted(visited);
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The project of the test in " + directory + " cannot be deleted.", e);
    }
  }

  /** git's own files are read-only, which keeps them from being deleted on Windows. */
  private static FileVisitResult deleted(Path file) throws IOException {
    if (!Files.isSymbolicLink(file) && !Files.isWritable(file)) {
      file.toFile().setWritable(true);
    }
    Files.delete(file);
    return FileVisitResult.CONTINUE;
  }
}
