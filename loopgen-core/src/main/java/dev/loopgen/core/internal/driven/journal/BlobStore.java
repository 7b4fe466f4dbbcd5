package dev.loopgen.core.internal.driven.journal;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.core.internal.files.AtomicFile;
import dev.loopgen.core.internal.files.PlainFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Contents of files, each under its SHA-256. */
final class BlobStore {

  private static final int MAX_BYTES = 64 << 20;

  private final Path directory;

  BlobStore(Path directory) {
    this.directory = directory;
  }

  /**
   * Keeps a content durably.
   *
   * @return its SHA-256 in hexadecimal
   */
  String keep(byte[] content) throws IOException {
    String name = Sha256.hash(content).hex();
    Path file = directory.resolve(name);
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectories(directory);
      AtomicFile.write(file, content, false);
    }
    return name;
  }

  /** Returns a content; empty if it is not kept, or is not what its name says. */
  Optional<byte[]> find(@Nullable String name) throws IOException {
    if (name == null || Sha256.parse(name).isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
              PlainFile.read(directory.resolve(name), MAX_BYTES, LinkOption.NOFOLLOW_LINKS))
          .filter(content -> Sha256.hash(content).hex().equals(name));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
  }
}
