package dev.loopgen.core.internal.files;

import dev.loopgen.api.attest.SignedBundle;
import dev.loopgen.api.ledger.AuditEntry;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The bundles in {@code .loopgen/attestations}, each written atomically and never replaced. */
public final class BundleFiles {

  private static final Pattern ENTRY_ID = Pattern.compile("[A-Za-z0-9-]{1,100}");

  private final Path project;

  public BundleFiles(Path project) {
    this.project = project;
  }

  /**
   * Writes the bundles of an entry.
   *
   * @throws IOException if one already exists or is not about an entry, a parent directory is a
   *     link, or a bundle cannot be written
   */
  public void write(AuditEntry entry, List<SignedBundle> bundles) throws IOException {
    String id =
        name(entry).orElseThrow(() -> new IOException("the entry's id is not a valid file name"));
    if (!bundles.stream().allMatch(bundle -> bundle.kind().isOfEntry())) {
      throw new IOException("a decision bundle cannot be stored under the name of an entry");
    }
    Path directory = Files.createDirectories(directory());
    for (SignedBundle bundle : bundles) {
      write(directory.resolve(id + bundle.kind().suffix()), bundle.bytes());
    }
  }

  /**
   * Reads a file named after an entry.
   *
   * @param suffix the rest of the file name after the entry's id
   * @return empty if there is no such file
   * @throws IOException if it is not a regular file, is too large, or is reached through a link
   */
  public Optional<byte[]> read(AuditEntry entry, String suffix) throws IOException {
    Optional<String> id = name(entry);
    return id.isEmpty() ? Optional.empty() : read(id.get() + suffix, SignedBundle.MAX_BYTES);
  }

  /**
   * Reads a file.
   *
   * @param name its name, without a directory
   * @param maxBytes the size limit
   * @return empty if there is no such file
   * @throws IOException if it is not a regular file, is too large, or is reached through a link
   */
  public Optional<byte[]> read(String name, int maxBytes) throws IOException {
    Path file = directory().resolve(name);
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(file + " is not a regular file");
    }
    try (SeekableByteChannel in =
        Files.newByteChannel(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      if (in.size() > maxBytes) {
        throw new IOException(file + " is larger than " + (maxBytes >> 20) + " MiB");
      }
      return Optional.of(Channels.newInputStream(in).readNBytes(maxBytes));
    }
  }

  /**
   * Lists the names of all bundles of a kind without their suffix; entry bundles have entry ids.
   */
  public List<String> names(SignedBundle.Kind kind) throws IOException {
    Path directory = directory();
    if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(kind.suffix()))
          .map(name -> name.substring(0, name.length() - kind.suffix().length()))
          .filter(id -> ENTRY_ID.matcher(id).matches())
          .sorted()
          .toList();
    }
  }

  private static Optional<String> name(AuditEntry entry) {
    return entry.entryId().filter(id -> ENTRY_ID.matcher(id).matches());
  }

  private static void write(Path file, byte[] content) throws IOException {
    try (AtomicFile bundle = AtomicFile.of(file)) {
      bundle.write(out -> out.write(content));
      bundle.makeReadable();
      bundle.place();
    }
  }

  private Path directory() throws IOException {
    Path directory = project;
    for (String name : List.of(ProjectLayout.DIRECTORY, "attestations")) {
      directory = directory.resolve(name);
      if (Files.isSymbolicLink(directory)) {
        throw new IOException(directory + " is a symbolic link");
      }
    }
    return directory;
  }
}
