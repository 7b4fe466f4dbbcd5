package dev.loopgen.core.internal.export;

import dev.loopgen.api.tree.FileMode;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.core.internal.files.FileNameBytes;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * An open directory whose entries are reached through its handle, whatever its path leads to
 * meanwhile, and never through a link. Thread-safe, except for {@link #names()}.
 */
final class OpenDirectory implements Closeable {

  private static final Set<OpenOption> READ =
      Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
  private static final Set<OpenOption> CREATE =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

  /** The permissions that git gives new files; the process's umask takes some away. */
  private static final FileAttribute<Set<PosixFilePermission>> PLAIN = permissions("rw-rw-rw-");

  private static final FileAttribute<Set<PosixFilePermission>> EXECUTABLE =
      permissions("rwxrwxrwx");

  private final Path path;
  private final SecureDirectoryStream<Path> handle;

  private OpenDirectory(Path path, SecureDirectoryStream<Path> handle) {
    this.path = path;
    this.handle = handle;
  }

  private static FileAttribute<Set<PosixFilePermission>> permissions(String text) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
  }

  /**
   * Opens a directory by its path.
   *
   * @throws IOException if there is none, it is a link, or the platform has no such handles
   */
  static OpenDirectory at(Path path) throws IOException {
    Object key =
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).fileKey();
    DirectoryStream<Path> stream = Files.newDirectoryStream(path);
    if (stream instanceof SecureDirectoryStream<Path> secure) {
      OpenDirectory open = new OpenDirectory(path, secure);
      if (key != null && key.equals(open.attributes().fileKey())) {
        return open;
      }
    }
    stream.close();
    throw new FileSystemException(
        path.toString(), null, "it is a link, or this platform has no handles of directories");
  }

  /** Returns its path when it was opened. */
  Path path() {
    return path;
  }

  /** Opens a directory in it. */
  OpenDirectory directory(Path name) throws IOException {
    DirectoryStream<Path> stream = handle.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS);
    return new OpenDirectory(path.resolve(name), (SecureDirectoryStream<Path>) stream);
  }

  /**
   * Creates a directory in it and opens that.
   *
   * @throws IOException if the name is taken, or its own path no longer leads here
   */
  OpenDirectory create(Path name) throws IOException {
    Files.createDirectory(path.resolve(name));
    return directory(name);
  }

  /** Sets when a file was modified. */
  void setModified(Path name, FileTime time) throws IOException {
    view(name, BasicFileAttributeView.class).setTimes(time, time, null);
  }

  /** Opens a new file for writing. */
  SeekableByteChannel newFile(Path name, FileMode mode) throws IOException {
    return handle.newByteChannel(name, CREATE, mode == FileMode.EXECUTABLE ? EXECUTABLE : PLAIN);
  }

  /**
   * Opens a file for reading.
   *
   * @throws IOException if it is not a regular file
   */
  SeekableByteChannel file(Path name) throws IOException {
    if (!attributes(name).isRegularFile()) {
      throw new FileSystemException(path.resolve(name).toString(), null, "not a regular file");
    }
    return handle.newByteChannel(name, READ);
  }

  /**
   * Opens a file for reading, through a handle of each directory that leads to it.
   *
   * @param root the directory that the path is relative to
   * @throws IOException if it is not a regular file, or a link leads to it
   */
  static SeekableByteChannel file(Path root, RepoPath path) throws IOException {
    Path relative = root.relativize(FileNameBytes.resolve(root, path.bytes()));
    OpenDirectory at = OpenDirectory.at(root);
    try {
      for (int i = 0; i < relative.getNameCount() - 1; i++) {
        OpenDirectory inner = at.directory(relative.getName(i));
        at.close();
        at = inner;
      }
      return at.file(relative.getFileName());
    } finally {
      at.close();
    }
  }

  /**
   * Creates a link with exactly this target.
   *
   * @throws IOException if that is impossible, or its own path no longer leads here
   */
  void link(Path name, byte[] target) throws IOException {
    Path link = path.resolve(name);
    LinkTargets.create(link, target);
    boolean here = attributes(name).isSymbolicLink();
    if (!here || !Arrays.equals(FileNameBytes.target(link), target)) {
      throw new FileSystemException(link.toString(), null, "its target cannot be written exactly");
    }
  }

  /** Returns the names of its entries; may be called only once. */
  Iterable<Path> names() {
    return () -> {
      var entries = handle.iterator();
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return entries.hasNext();
        }

        @Override
        public Path next() {
          return entries.next().getFileName();
        }
      };
    };
  }

  /** Returns the names of its entries, in order; may be called only once. */
  List<Path> sortedNames() {
    List<Path> names = new ArrayList<>();
    names().forEach(names::add);
    names.sort(null);
    return names;
  }

  BasicFileAttributes attributes() throws IOException {
    return handle.getFileAttributeView(BasicFileAttributeView.class).readAttributes();
  }

  /** Returns the attributes of an entry, without following a link. */
  BasicFileAttributes attributes(Path name) throws IOException {
    return view(name, BasicFileAttributeView.class).readAttributes();
  }

  <V extends FileAttributeView> V view(Path name, Class<V> type) {
    return handle.getFileAttributeView(name, type, LinkOption.NOFOLLOW_LINKS);
  }

  void deleteFile(Path name) throws IOException {
    handle.deleteFile(name);
  }

  void deleteDirectory(Path name) throws IOException {
    handle.deleteDirectory(name);
  }

  @Override
  public void close() throws IOException {
    handle.close();
  }
}
