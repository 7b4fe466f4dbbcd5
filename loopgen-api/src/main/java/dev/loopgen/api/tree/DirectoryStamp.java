package dev.loopgen.api.tree;

import java.util.Objects;

/**
 * What a file system tells about a directory; shows that another directory stood in its place for a
 * while, which leaves no trace on the files in it.
 *
 * @param stamp its number and times
 * @param names a digest of the names in it, ignored ones included; 0 where they were not read
 */
public record DirectoryStamp(FileStamp stamp, long names) {

  /** Refuses null. */
  public DirectoryStamp {
    Objects.requireNonNull(stamp);
  }

  /**
   * Tells whether the directory was replaced, renamed or otherwise touched itself. To create,
   * remove or rename what it holds moves its time of modification too, and is no such touch.
   *
   * @param later the stamp of the same path at a later time
   * @return whether its number differs, or its status changed while its time of modification and
   *     its names did not
   */
  public boolean isTouched(DirectoryStamp later) {
    return stamp.inode() != later.stamp.inode()
        || stamp.changedNanos() != later.stamp.changedNanos()
            && stamp.modifiedNanos() == later.stamp.modifiedNanos()
            && names == later.names;
  }
}
