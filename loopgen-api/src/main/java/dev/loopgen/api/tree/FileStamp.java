package dev.loopgen.api.tree;

/**
 * A file's file system metadata. It reveals that the file was written even if its content was
 * restored.
 *
 * @param changedNanos the time of the last status change (ctime), in nanoseconds since the epoch;
 *     the modification time if the platform has no ctime
 * @param modifiedNanos the modification time (mtime), which programs can set
 * @param inode the inode number; 0 if the platform has none
 * @param links the number of hard links; 1 if the platform does not report it
 */
public record FileStamp(long changedNanos, long modifiedNanos, long inode, int links) {

  /**
   * Tells whether the file only gained or lost hard links, which also changes its status change
   * time.
   *
   * @param later the stamp of the same path at a later time
   * @return whether only the number of links and that time differ
   */
  public boolean isRelinked(FileStamp later) {
    return links != later.links && inode == later.inode && modifiedNanos == later.modifiedNanos;
  }

  /** Written out, because whole trees are compared and the generated method is slow to start. */
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
