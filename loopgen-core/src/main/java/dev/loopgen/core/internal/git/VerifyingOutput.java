package dev.loopgen.core.internal.git;

import dev.loopgen.api.tree.GitId;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.eclipse.jgit.lib.Constants;

/** Computes the id of the blob that is written through it. */
public final class VerifyingOutput extends FilterOutputStream {

  private final MessageDigest sha1;
  private final long size;
  private long written;

  /**
   * Passes bytes on.
   *
   * @param size the size of the blob, in bytes
   */
  public VerifyingOutput(OutputStream out, long size) {
    super(out);
    this.size = size;
    try {
      sha1 = MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
    sha1.update(("blob " + size + "\0").getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    sha1.update(bytes, from, length);
    out.write(bytes, from, length);
    written += length;
  }

  /** Tells whether exactly the blob was written. May be called only once. */
  public boolean matches(GitId id) {
    return written == size && id().equals(id);
  }

  /** Returns the id of what was written, if that has the expected size. Call it only once. */
  public GitId id() {
    return GitId.of(sha1.digest(), 0);
  }

  /** Returns the id of a blob. */
  public static GitId blob(byte[] bytes) {
    return GitObjects.toGitId(new GitObject(Constants.OBJ_BLOB, bytes).id());
  }

  /**
   * Requires that exactly the blob was written.
   *
   * @throws IOException if something else was
   */
  void require(GitId id) throws IOException {
    if (!matches(id)) {
      throw new IOException("object " + id.hex() + " has content that does not match its id");
    }
  }
}
