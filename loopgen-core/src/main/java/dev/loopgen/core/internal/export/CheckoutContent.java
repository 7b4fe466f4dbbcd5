package dev.loopgen.core.internal.export;

import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.FileMode;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.core.internal.git.GitObjects;
import dev.loopgen.core.internal.git.GitRepository;
import dev.loopgen.core.internal.tree.BlobCheckout;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.attribute.FileTime;
import org.eclipse.jgit.errors.MissingObjectException;
import org.jspecify.annotations.Nullable;

/**
 * The content of a repository's files: from its objects, converted as a checkout would; for what
 * was never added to git, and for files that a filter converts, from the work tree, if the bytes
 * there still have the id that the snapshot found.
 */
final class CheckoutContent implements ExportContent {

  /** Larger blobs are copied in parts; in bytes. */
  private static final int MAX_READ = 1 << 20;

  private static final int MAX_LINK = 1 << 16;

  private final GitObjects objects;
  private final BlobCheckout checkout;
  private final @Nullable SnapshotFiles onDisk;

  private CheckoutContent(
      GitObjects objects, BlobCheckout checkout, @Nullable SnapshotFiles onDisk) {
    this.objects = objects;
    this.checkout = checkout;
    this.onDisk = onDisk;
  }

  /**
   * Returns the content of committed files.
   *
   * @param attributes the source of the attributes
   */
  static CheckoutContent committed(GitRepository repository, Base attributes) {
    return new CheckoutContent(
        repository.objects(), new BlobCheckout(repository, attributes), null);
  }

  /**
   * Returns the content of committed files and of those of a snapshot.
   *
   * @param attributes the source of the attributes, the base of the snapshot
   */
  static CheckoutContent of(GitRepository repository, Base attributes, TreeSnapshot snapshot) {
    return new CheckoutContent(
        repository.objects(),
        new BlobCheckout(repository, attributes),
        new SnapshotFiles(repository.workTree().root(), snapshot));
  }

  @Override
  public byte @Nullable [] read(RepoPath path, TreeEntry entry) throws IOException {
    if (entry.mode() == FileMode.SYMLINK) {
      return link(path, entry);
    }
    BlobCheckout.Conversion conversion = checkout.of(path);
    if (conversion.filterName().isPresent()) {
      return null;
    }
    try {
      boolean plain = conversion.isNone();
      byte[] blob = objects.blob(entry.id(), plain ? MAX_READ : BlobCheckout.MAX_CONVERTED);
      return blob == null || plain ? blob : conversion.apply(entry.id(), blob);
    } catch (MissingObjectException notInGit) {
      return null;
    }
  }

  private byte[] link(RepoPath path, TreeEntry entry) throws IOException {
    try {
      byte[] target = objects.blob(entry.id(), MAX_LINK);
      if (target != null) {
        return target;
      }
      throw new IOException("its target is too long");
    } catch (MissingObjectException notInGit) {
      return disk(path, entry, notInGit).link(path, entry);
    }
  }

  @Override
  public void copy(RepoPath path, TreeEntry entry, OutputStream out) throws IOException {
    BlobCheckout.Conversion conversion = checkout.of(path);
    if (conversion.filterName().isPresent()) {
      String filter = conversion.filterName().get();
      disk(path, entry, new IOException("the filter " + filter + " converts it"))
          .copyFiltered(path, entry, filter, out);
      return;
    }
    try {
      objects.copyBlob(entry.id(), out);
    } catch (MissingObjectException notInGit) {
      disk(path, entry, notInGit).copy(path, entry, conversion, out);
    }
  }

  @Override
  public @Nullable FileTime modified(RepoPath path, TreeEntry entry) {
    return onDisk == null ? null : onDisk.modified(path, entry);
  }

  private SnapshotFiles disk(RepoPath path, TreeEntry entry, IOException reason)
      throws IOException {
    if (onDisk != null && onDisk.has(path, entry)) {
      return onDisk;
    }
    throw reason instanceof MissingObjectException
        ? new IOException("object " + entry.id().hex() + " is missing from this clone", reason)
        : new IOException(reason.getMessage() + ", and it is not in the work tree", reason);
  }
}
