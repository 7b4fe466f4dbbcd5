package dev.loopgen.core.internal.tests.report;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.core.internal.files.FileNameBytes;
import dev.loopgen.core.internal.files.MessageDigests;
import dev.loopgen.core.internal.files.PlainFile;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;

/** A regular file that is hashed while it is read. */
final class HashedFile extends FilterInputStream {

  /** Larger reports are not read. */
  static final long MAX_BYTES = 256L << 20;

  private static final int BUFFER = 1 << 16;

  private final MessageDigest digest;
  private long read;

  private HashedFile(InputStream in, MessageDigest digest) {
    super(in);
    this.digest = digest;
  }

  /** A path that is a link or another special file. */
  static final class NotRegularException extends IOException {

    private static final long serialVersionUID = 1L;

    NotRegularException() {
      super("it is not a regular file");
    }
  }

  /**
   * Opens a file.
   *
   * @throws NotRegularException if it is a link or another special file
   * @throws IOException if it cannot be opened
   */
  static HashedFile open(Path root, RepoPath path, LinkOption... links) throws IOException {
    Path file = FileNameBytes.resolve(root, path.bytes());
    if (!Files.isRegularFile(file, links)) {
      throw new NotRegularException();
    }
    MessageDigest digest = MessageDigests.sha256();
    InputStream in = new BufferedInputStream(PlainFile.open(file, links), BUFFER);
    return new HashedFile(new DigestInputStream(in, digest), digest);
  }

  @Override
  public int read() throws IOException {
    int one = super.read();
    count(one < 0 ? 0 : 1);
    return one;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    int count = super.read(bytes, from, length);
    count(Math.max(count, 0));
    return count;
  }

  private void count(int more) throws IOException {
    read += more;
    if (read > MAX_BYTES) {
      throw new IOException("it is larger than " + MAX_BYTES + " bytes");
    }
  }

  /** Returns the digest of the whole file, whose rest is read. */
  Sha256 digest() throws IOException {
    byte[] rest = new byte[BUFFER];
    while (read(rest, 0, rest.length) >= 0) {}
    return Sha256.of(digest.digest());
  }
}
