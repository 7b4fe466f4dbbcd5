package dev.loopgen.core.internal.tree;

import dev.loopgen.api.tree.FileMode;
import dev.loopgen.api.tree.FileStamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * The attributes of a path, without following links.
 *
 * @param directory whether it is a directory
 * @param mode the kind of file; {@link FileMode#SPECIAL} for a directory
 * @param size the length in bytes
 * @param modifiedNanos the time of the last modification, in nanoseconds since the epoch
 * @param stamp its status change time and inode
 */
record FileStat(boolean directory, FileMode mode, long size, long modifiedNanos, FileStamp stamp) {

  private static final int OWNER_EXECUTE = 0100;
  private static final String UNIX = "unix:mode,ino,nlink,size,ctime,lastModifiedTime";

  /** Tells whether the file system has execute bits; if not, the mode in the index counts. */
  static boolean hasModes(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("unix");
  }

  static FileStat of(Path path, boolean unix) throws IOException {
    if (unix) {
      UnixAttributeReader open = UnixAttributeReader.ifOpen();
      return open == null ? ofMap(path) : open.stat(path);
    }
    BasicFileAttributes basic =
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    long modified = basic.lastModifiedTime().to(TimeUnit.NANOSECONDS);
    FileMode mode =
        basic.isSymbolicLink()
            ? FileMode.SYMLINK
            : basic.isRegularFile() ? FileMode.REGULAR : FileMode.SPECIAL;
    return new FileStat(
        basic.isDirectory(), mode, basic.size(), modified, new FileStamp(modified, modified, 0, 1));
  }

  static FileStat ofMap(Path path) throws IOException {
    Map<String, Object> attributes = Files.readAttributes(path, UNIX, LinkOption.NOFOLLOW_LINKS);
    return ofUnix(
        value(attributes, "mode", Integer.class),
        value(attributes, "size", Long.class),
        nanos(attributes, "lastModifiedTime"),
        nanos(attributes, "ctime"),
        value(attributes, "ino", Long.class),
        value(attributes, "nlink", Integer.class));
  }

  /** Returns the attributes of a Unix file, given its mode bits (inode(7)). */
  static FileStat ofUnix(int bits, long size, long modified, long changed, long inode, int links) {
    FileMode mode =
        switch (bits & 0170000) {
          case 0100000 -> (bits & OWNER_EXECUTE) != 0 ? FileMode.EXECUTABLE : FileMode.REGULAR;
          case 0120000 -> FileMode.SYMLINK;
          default -> FileMode.SPECIAL;
        };
    boolean directory = (bits & 0170000) == 0040000;
    return new FileStat(
        directory, mode, size, modified, new FileStamp(changed, modified, inode, links));
  }

  /** Tells whether all attributes are equal. */
  boolean isSame(FileStat other) {
    return directory == other.directory
        && mode == other.mode
        && size == other.size
        && modifiedNanos == other.modifiedNanos
        && stamp.equals(other.stamp);
  }

  private static long nanos(Map<String, Object> attributes, String name) {
    return value(attributes, name, FileTime.class).to(TimeUnit.NANOSECONDS);
  }

  private static <T> T value(Map<String, Object> attributes, String name, Class<T> type) {
    return type.cast(Objects.requireNonNull(attributes.get(name)));
  }
}
