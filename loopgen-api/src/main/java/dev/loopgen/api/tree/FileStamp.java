package dev.loopgen.api.tree;

/**
 * What a file system tells about a file without reading it; shows that a file was written even
 * where its content came back to what it was.
 *
 * @param changedNanos the time of the last status change (ctime), in nanoseconds since the epoch;
 *     the time of the last modification where the platform has no ctime
 * @param inode the file's number, 0 where the platform has none
 */
public record FileStamp(long changedNanos, long inode) {

  /** Written out, because whole trees are compared, and what the compiler makes starts slowly. */
  @Override
  public boolean equals(Object other) {
    return other instanceof FileStamp stamp
        && changedNanos == stamp.changedNanos
        && inode == stamp.inode;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(31 * changedNanos + inode);
  }
}
