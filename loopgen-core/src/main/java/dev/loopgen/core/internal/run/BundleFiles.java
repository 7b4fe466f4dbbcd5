package dev.loopgen.core.internal.run;

import dev.loopgen.api.attest.SignedBundle;
import dev.loopgen.api.ledger.AuditEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Pattern;

/** Writes bundles to {@code .loopgen/attestations}, each as a whole; replaces none. */
final class BundleFiles {

  private static final Pattern ENTRY_ID = Pattern.compile("[A-Za-z0-9-]{1,100}");

  private final Path project;

  BundleFiles(Path project) {
    this.project = project;
  }

  /**
   * Writes the bundles of an entry.
   *
   * @throws IOException if one is there already, a directory on the way is a link, or one cannot be
   *     written
   */
  void write(AuditEntry entry, List<SignedBundle> bundles) throws IOException {
    String id =
        entry
            .entryId()
            .filter(name -> ENTRY_ID.matcher(name).matches())
            .orElseThrow(() -> new IOException("the entry's id cannot name a file"));
    Path directory = directory();
    for (SignedBundle bundle : bundles) {
      write(directory, directory.resolve(id + bundle.kind().suffix()), bundle.bytes());
    }
  }

  private static void write(Path directory, Path file, byte[] content) throws IOException {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(file.toString());
    }
    Path fresh = Files.createTempFile(directory, "loopgen-", ".tmp");
    try {
      try (FileChannel out = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        ByteBuffer rest = ByteBuffer.wrap(content);
        while (rest.hasRemaining()) {
          out.write(rest);
        }
        out.force(true);
      }
      fresh.toFile().setReadable(true, false);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private Path directory() throws IOException {
    Path directory = project;
    for (String name : List.of(".loopgen", "attestations")) {
      directory = directory.resolve(name);
      if (Files.isSymbolicLink(directory)) {
        throw new IOException(directory + " is a symbolic link");
      }
    }
    return Files.createDirectories(directory);
  }
}
