package dev.loopgen.core.internal.export;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.tree.FileMode;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import dev.loopgen.core.internal.files.FileNameBytes;
import dev.loopgen.core.internal.git.SortedArrayMap;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A checkout of a tree in a private directory outside the work tree. It has no {@code .git}, no
 * hard link to anything else, and no file that is not in the tree.
 */
public final class Export implements AutoCloseable {

  private final PrivateDirectory directory;
  private final ExportFiles files;

  private Export(PrivateDirectory directory, ExportFiles files) {
    this.directory = directory;
    this.files = files;
  }

  /**
   * Checks out a tree. Special files are left out, as in every git tree.
   *
   * @param files the files of the tree
   * @param parent the directory to create the export's own in
   * @throws RepositoryException if a file is missing, changed, or cannot be written exactly;
   *     nothing is then left behind
   * @throws InterruptedException if the thread is interrupted
   */
  public static Export of(ExportFiles files, Path parent) throws InterruptedException {
    PrivateDirectory directory = null;
    boolean complete = false;
    try {
      directory = PrivateDirectory.in(parent);
      Path root = directory.directory("tree");
      try (OpenDirectory open = OpenDirectory.at(root)) {
        TreeCheckout.write(withoutSpecial(files.files()), files, open);
      }
      complete = true;
      return new Export(directory, files);
    } catch (IOException e) {
      throw new RepositoryException(
          "The tree " + files.tree().id() + " cannot be exported: " + e.getMessage() + ".", e);
    } finally {
      if (directory != null && !complete) {
        directory.close();
      }
    }
  }

  private static SortedArrayMap<RepoPath, TreeEntry> withoutSpecial(
      SortedArrayMap<RepoPath, TreeEntry> files) {
    if (files.values().stream().noneMatch(entry -> entry.mode() == FileMode.SPECIAL)) {
      return files;
    }
    NavigableMap<RepoPath, TreeEntry> rest = new TreeMap<>(files);
    rest.values().removeIf(entry -> entry.mode() == FileMode.SPECIAL);
    return SortedArrayMap.copyOf(rest);
  }

  /** Returns the directory that holds the files, and nothing else. */
  public Path root() {
    return directory.path().resolve("tree");
  }

  /** Returns the private directory around {@link #root()}. */
  Path around() {
    return directory.path();
  }

  /**
   * Adds a file that is not part of the tree, through handles that follow no link.
   *
   * @throws IOException if something has its path, or a link is in the way
   */
  public void add(RepoPath path, byte[] content) throws IOException {
    Path relative = root().relativize(FileNameBytes.resolve(root(), path.bytes()));
    OpenDirectory at = OpenDirectory.at(root());
    try {
      for (int i = 0; i < relative.getNameCount() - 1; i++) {
        Path name = relative.getName(i);
        boolean exists = Files.exists(at.path().resolve(name), LinkOption.NOFOLLOW_LINKS);
        OpenDirectory inner = exists ? at.directory(name) : at.create(name);
        at.close();
        at = inner;
      }
      try (SeekableByteChannel file = at.newFile(relative.getFileName(), FileMode.REGULAR)) {
        ByteBuffer rest = ByteBuffer.wrap(content);
        while (rest.hasRemaining()) {
          file.write(rest);
        }
      }
    } finally {
      at.close();
    }
  }

  /** Returns what was exported. */
  public ExportFiles files() {
    return files;
  }

  /** Removes the export. */
  @Override
  public void close() {
    directory.close();
  }
}
