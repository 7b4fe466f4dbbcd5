package dev.loopgen.core.internal.guard;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.core.internal.files.AtomicFile;
import dev.loopgen.core.internal.files.FileReason;
import dev.loopgen.core.internal.files.PlainFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.SecureRandom;

/**
 * The random key of a work tree for digests of watched files. Without it, anyone could test guesses
 * of their content against the public ledger. Kept in the git directory, readable by its owner
 * only.
 */
public final class WatchDigestKey {

  private static final int LENGTH = 32;

  private final byte[] bytes;

  private WatchDigestKey(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Reads the key, or creates it if there is none.
   *
   * @throws RepositoryException if the file cannot be read or written, or is not a key
   */
  public static WatchDigestKey at(Path file, SecureRandom random) {
    try {
      return read(file);
    } catch (NoSuchFileException none) {
      return create(file, random);
    } catch (IOException e) {
      throw unusable(file, e);
    }
  }

  /**
   * Reads the key; if there is none, returns a new one that is not stored.
   *
   * @throws RepositoryException if the file cannot be read, or is not a key
   */
  static WatchDigestKey ifPresent(Path file, SecureRandom random) {
    try {
      return read(file);
    } catch (NoSuchFileException none) {
      return new WatchDigestKey(bytes(random));
    } catch (IOException e) {
      throw unusable(file, e);
    }
  }

  private static byte[] bytes(SecureRandom random) {
    byte[] bytes = new byte[LENGTH];
    random.nextBytes(bytes);
    return bytes;
  }

  private static WatchDigestKey read(Path file) throws IOException {
    if (Files.isSymbolicLink(file) || Files.isSymbolicLink(file.toAbsolutePath().getParent())) {
      throw new IOException("it is a symbolic link, or its directory is");
    }
    BasicFileAttributes attributes =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!attributes.isRegularFile() || attributes.size() != LENGTH) {
      throw new IOException("it is not a regular file of " + LENGTH + " bytes");
    }
    byte[] bytes = PlainFile.read(file, LENGTH, LinkOption.NOFOLLOW_LINKS);
    if (bytes.length != LENGTH) {
      throw new IOException("it was changed while it was read");
    }
    return new WatchDigestKey(bytes);
  }

  private static WatchDigestKey create(Path file, SecureRandom random) {
    try {
      Files.createDirectories(file.getParent());
      try (AtomicFile fresh = AtomicFile.of(file)) {
        fresh.write(out -> out.write(bytes(random)));
        fresh.place();
      } catch (FileAlreadyExistsException anotherRunWasFirst) {
        // Another process created the key first: use that one.
      }
      return read(file);
    } catch (IOException e) {
      throw unusable(file, e);
    }
  }

  private static RepositoryException unusable(Path file, IOException e) {
    return new RepositoryException(
        "The watch key "
            + file
            + " cannot be used: "
            + FileReason.of(e)
            + (e instanceof FileSystemException
                ? ". Run as a user who may write there."
                : ". Remove it to start with a new key; watched files then count as seen for the"
                    + " first time."),
        e);
  }

  /** Returns an id of the key that does not reveal it. */
  public String id() {
    return DomainSeparatedDigest.hmacSha256(bytes, "loopgen-watch-key-id-v1")
        .hex()
        .substring(0, 16);
  }

  DomainSeparatedDigest mac(String domain) {
    return DomainSeparatedDigest.hmacSha256(bytes, domain);
  }
}
