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

/**
 * The bundles below {@code .loopgen/attestations}: each is written as a whole, none is replaced.
 */
public final class BundleFiles {

  private static final Pattern ENTRY_ID = Pattern.compile("[A-Za-z0-9-]{1,100}");

  private final Path project;

  public BundleFiles(Path project) {
    this.project = project;
  }

  /**
   * Writes the bundles of an entry.
   *
   * @throws IOException if one is there already or is not about an entry, a directory on the way is
   *     a link, or one cannot be written
   */
  public void write(AuditEntry entry, List<SignedBundle> bundles) throws IOException {
    String id = name(entry).orElseThrow(() -> new IOException("the entry's id cannot name a file"));
    if (!bundles.stream().allMatch(bundle -> bundle.kind().isOfEntry())) {
      throw new IOException("a decision is not kept under the name of an entry");
    }
    Path directory = Files.createDirectories(directory());
    for (SignedBundle bundle : bundles) {
      write(directory.resolve(id + bundle.kind().suffix()), bundle.bytes());
    }
  }

  /**
   * Reads a file that is named after an entry.
   *
   * @param suffix what follows the entry's id in the file's name
   * @throws IOException if it is no plain file, too large, or reached through a link
   */
  public Optional<byte[]> read(AuditEntry entry, String suffix) throws IOException {
    Optional<String> id = name(entry);
    return id.isEmpty() ? Optional.empty() : read(id.get() + suffix, SignedBundle.MAX_BYTES);
  }

  /**
   * Reads a file.
   *
   * @param name its name, without a directory
   * @param maxBytes how large it may be
   * @throws IOException if it is no plain file, too large, or reached through a link
   */
  public Optional<byte[]> read(String name, int maxBytes) throws IOException {
    Path file = directory().resolve(name);
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(file + " is not a plain file");
    }
    try (SeekableByteChannel in =
        Files.newByteChannel(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      if (in.size() > maxBytes) {
        throw new IOException(file + " is larger than " + (maxBytes >> 20) + " MiB");
      }
      return Optional.of(Channels.newInputStream(in).readNBytes(maxBytes));
    }
  }

  /** Lists what a bundle of a kind is named after: the ids of entries, or any such words. */
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
    for (String name : List.of(".loopgen", "attestations")) {
      directory = directory.resolve(name);
      if (Files.isSymbolicLink(directory)) {
        throw new IOException(directory + " is a symbolic link");
      }
    }
    return directory;
  }
}
