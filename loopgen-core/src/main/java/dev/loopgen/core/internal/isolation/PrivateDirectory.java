package dev.loopgen.core.internal.isolation;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A temporary directory of a sandbox, which only this user may read.
 *
 * @param path where it is
 */
record PrivateDirectory(Path path) implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PrivateDirectory.class);
  private static final String SHARED = "shared";

  /** Creates one. */
  static PrivateDirectory create() throws IOException {
    Path path = Files.createTempDirectory("loopgen-sandbox").toRealPath();
    Files.createDirectory(path.resolve(SHARED));
    return new PrivateDirectory(path);
  }

  /** Returns the part of it that programs inside can read. */
  Path shared() {
    return path.resolve(SHARED);
  }

  /** Writes a program that programs inside can start. */
  void writeProgram(String name, byte[] content) throws IOException {
    Path file = Files.write(shared().resolve(name), content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r-xr-xr-x"));
  }

  /** Copies a directory; leaves out what is neither file, directory nor link. */
  Path copy(Path source, String name) throws IOException {
    Path target = path.resolve(name);
    Files.walkFileTree(
        source,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectories(target.resolve(source.relativize(directory)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (!attributes.isOther()) {
              Files.copy(
                  file,
                  target.resolve(source.relativize(file)),
                  StandardCopyOption.COPY_ATTRIBUTES,
                  LinkOption.NOFOLLOW_LINKS);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return target;
  }

  @Override
  public void close() {
    try {
      Files.walkFileTree(
          path,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.delete(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                throws IOException {
              Files.delete(directory);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      LOG.warn("{} could not be deleted", path, e);
    }
  }
}
