package dev.loopgen.api.tree;

/**
 * What a file system tells about a file without reading it; shows that a file was written even
 * where its content came back to what it was.
 *
 * @param changedNanos the time of the last status change (ctime), in nanoseconds since the epoch;
 *     the time of the last modification where the platform has no ctime
 * @param modifiedNanos the time of the last modification (mtime), which programs can set
 * @param inode the file's number, 0 where the platform has none
 * @param links how many names the file has, 1 where the platform does not tell
 */
public record FileStamp(long changedNanos, long modifiedNanos, long inode, int links) {

  /**
   * Tells whether nothing happened to the file but that it was given or lost other names (hard
   * links), which moves the time of the last status change as well.
   *
   * @param later the stamp of the same path at a later time
   * @return whether only the number of links and that time differ
   */
  public boolean isRelinked(FileStamp later) {
    return links != later.links && inode == later.inode && modifiedNanos == later.modifiedNanos;
  }

  /** Written out, because whole trees are compared, and what the compiler makes starts slowly. */
  @Override
  public boolean equals(Object other) {
    return other instanceof FileStamp stamp
        && changedNanos == stamp.changedNanos
        && modifiedNanos == stamp.modifiedNanos
        && inode == stamp.inode
        && links == stamp.links;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(31 * changedNanos + inode);
  }
}
