package dev.loopgen.core.internal.driven.confine;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Set;

/**
 * An open directory. Names in it are resolved against the directory itself, never against its path,
 * and no link is followed. Not thread-safe.
 */
interface DirectoryHandle extends Closeable {

  /**
   * Opens a directory.
   *
   * @param directory its path without links
   */
  static DirectoryHandle open(Path directory) throws IOException {
    var stream = Files.newDirectoryStream(directory);
    if (stream instanceof SecureDirectoryStream<Path> secure) {
      return new OpenDirectory(directory, secure);
    }
    stream.close();
    return new PathDirectory(directory);
  }

  /** Returns the names in it. */
  List<Path> names() throws IOException;

  /** Returns a name in it from the bytes that the file system stores, encoded as UTF-8. */
  Path name(String name);

  /** Reads the attributes of the directory itself. */
  BasicFileAttributes attributes() throws IOException;

  /** Reads the attributes of a name, which must exist. */
  BasicFileAttributes attributes(Path name) throws IOException;

  /** Opens a directory in it. */
  DirectoryHandle enter(Path name) throws IOException;

  /** Opens a file for reading. */
  SeekableByteChannel read(Path name) throws IOException;

  /** Creates a file, which must not exist, for writing. */
  SeekableByteChannel create(Path name) throws IOException;

  /** Creates a directory, which must not exist. */
  void createDirectory(Path name) throws IOException;

  /** Makes a file executable for those who can read it. */
  void makeExecutable(Path name) throws IOException;

  /** Returns the permissions of a file; none where the platform has no such permissions. */
  Set<PosixFilePermission> permissions(Path name) throws IOException;

  /** Sets the permissions of a file, where the platform has such permissions. */
  void setPermissions(Path name, Set<PosixFilePermission> permissions) throws IOException;

  /** Moves a name of this directory into another one, replacing a file there. */
  void move(Path name, DirectoryHandle target, Path newName) throws IOException;

  /** Removes a file. */
  void delete(Path name) throws IOException;

  /** Options that follow no link. */
  LinkOption[] NOT_FOLLOWED = {LinkOption.NOFOLLOW_LINKS};
}
