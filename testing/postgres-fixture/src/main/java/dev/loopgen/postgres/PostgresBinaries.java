package dev.loopgen.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** Where the programs of a PostgreSQL server are. */
public final class PostgresBinaries {

  private static final String BUNDLED = "/postgres-linux-x86_64.txz";
  private static final Path FOLDER = Path.of("postgresql-18");
  private static final Path DEBIAN_15 = Path.of("/usr/lib/postgresql/15/bin");

  private PostgresBinaries() {}

  /**
   * Returns the programs of version 18, unpacked once for all test runs into the folder that the
   * property {@code loopgen.postgres} names.
   */
  public static Path bundled() {
    Path place =
        Path.of(System.getProperty("loopgen.postgres", "target")).resolve(FOLDER).toAbsolutePath();
    try {
      if (!Files.exists(place)) {
        Files.createDirectories(place.getParent());
        Path fresh = Files.createTempDirectory(place.getParent(), "postgresql-");
        unpack(fresh);
        try {
          Files.move(fresh, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException another) {
          delete(fresh);
        }
      }
      return place.resolve("bin");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns Debian's programs of version 15; empty if they are not installed. */
  public static Optional<Path> debian15() {
    return Optional.of(DEBIAN_15).filter(Files::isDirectory);
  }

  private static void unpack(Path directory) throws IOException {
    try (InputStream packed = PostgresBinaries.class.getResourceAsStream(BUNDLED)) {
      if (packed == null) {
        throw new IOException("the programs of PostgreSQL are not on the class path");
      }
      TarArchiveInputStream tar = new TarArchiveInputStream(new XZCompressorInputStream(packed));
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path file = directory.resolve(entry.getName()).normalize();
        if (entry.isDirectory()) {
          Files.createDirectories(file);
        } else if (entry.isSymbolicLink()) {
          Files.createDirectories(file.getParent());
          Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
        } else {
          Files.createDirectories(file.getParent());
          Files.copy(tar, file);
          file.toFile().setExecutable((entry.getMode() & 0100) != 0);
        }
      }
    }
  }

  static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
