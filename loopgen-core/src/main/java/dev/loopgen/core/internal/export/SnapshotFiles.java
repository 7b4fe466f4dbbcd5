package dev.loopgen.core.internal.export;

import dev.loopgen.api.tree.FileStamp;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.core.internal.files.FileNameBytes;
import dev.loopgen.core.internal.git.VerifyingOutput;
import dev.loopgen.core.internal.tree.BlobCheckout;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The files of a work tree, as long as they have the content that a snapshot found. Each is read
 * through handles of its directories, and hashed while it is copied.
 */
final class SnapshotFiles {

  private final Path root;
  private final TreeSnapshot snapshot;

  SnapshotFiles(Path root, TreeSnapshot snapshot) {
    this.root = root;
    this.snapshot = snapshot;
  }

  /** Tells whether the snapshot has exactly this entry. */
  boolean has(RepoPath path, TreeEntry entry) {
    return entry.equals(snapshot.entries().get(path));
  }

  @Nullable FileTime modified(RepoPath path, TreeEntry entry) {
    FileStamp stamp = has(path, entry) ? snapshot.stamps().get(path) : null;
    return stamp == null ? null : FileTime.from(stamp.modifiedNanos(), TimeUnit.NANOSECONDS);
  }

  /** Returns the target of a link. */
  byte[] link(RepoPath path, TreeEntry entry) throws IOException {
    Path link = FileNameBytes.resolve(root, path.bytes());
    byte[] target = FileNameBytes.target(link);
    requireUnchanged(VerifyingOutput.blob(target).equals(entry.id()), path);
    return target;
  }

  /** Writes a file that no filter converts. */
  void copy(RepoPath path, TreeEntry entry, BlobCheckout.Conversion conversion, OutputStream out)
      throws IOException {
    try (SeekableByteChannel file = OpenDirectory.file(root, path)) {
      InputStream in = Channels.newInputStream(file);
      if (conversion.isNone() || file.size() > BlobCheckout.MAX_CONVERTED) {
        VerifyingOutput verified = new VerifyingOutput(out, file.size());
        in.transferTo(verified);
        requireUnchanged(verified.matches(entry.id()), path);
        return;
      }
      byte[] bytes = in.readNBytes(BlobCheckout.MAX_CONVERTED);
      if (VerifyingOutput.blob(bytes).equals(entry.id())) {
        out.write(conversion.apply(entry.id(), bytes));
      } else {
        requireUnchanged(conversion.stores(bytes, entry.id()), path);
        out.write(bytes);
      }
    }
  }

  /** Writes a file that a filter converts, as the filter left it. */
  void copyFiltered(RepoPath path, TreeEntry entry, String filter, OutputStream out)
      throws IOException {
    MessageDigest sha256 = sha256();
    try (SeekableByteChannel file = OpenDirectory.file(root, path)) {
      long size = file.size();
      VerifyingOutput raw = new VerifyingOutput(new DigestOutputStream(out, sha256), size);
      Channels.newInputStream(file).transferTo(raw);
      String digest = HexFormat.of().formatHex(sha256.digest());
      boolean unchanged =
          raw.matches(entry.id())
              || filter.equals("lfs") && BlobCheckout.isPointer(entry.id(), digest, size)
              || isFiltered(path, digest);
      requireUnchanged(unchanged, path);
    }
  }

  private boolean isFiltered(RepoPath path, String digest) {
    TreeSnapshot.WatchedFile filtered = snapshot.filtered().get(path);
    return filtered != null && filtered.sha256().equals(digest);
  }

  private static void requireUnchanged(boolean unchanged, RepoPath path) throws IOException {
    if (!unchanged) {
      throw new IOException("the file " + path + " changed since the snapshot was taken");
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
