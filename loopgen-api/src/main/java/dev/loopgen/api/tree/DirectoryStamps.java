package dev.loopgen.api.tree;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;

/**
 * The stamps of the directories that a snapshot visited.
 *
 * @param inside the visited directories of the work tree
 * @param above the root of the work tree and every directory above it, by absolute path
 */
public record DirectoryStamps(
    Map<RepoPath, DirectoryStamp> inside, Map<Path, DirectoryStamp> above) {

  /** No stamps, for detectors that read no file system. */
  public static final DirectoryStamps NONE = new DirectoryStamps(Map.of(), Map.of());

  /** Makes the maps unmodifiable without copying; the caller must not modify them afterwards. */
  public DirectoryStamps {
    inside = Collections.unmodifiableMap(inside);
    above = Collections.unmodifiableMap(above);
  }

  /**
   * A directory's file system metadata. It reveals that the directory was temporarily replaced by
   * another one, which leaves no trace on the files in it.
   *
   * @param stamp its inode and times
   * @param names a digest of the names in it, including ignored ones; 0 if they were not read
   */
  public record DirectoryStamp(FileStamp stamp, long names) {

    public DirectoryStamp {
      Objects.requireNonNull(stamp, "stamp");
    }

    /**
     * Tells whether the directory itself was replaced, renamed or otherwise touched. Creating,
     * removing or renaming its entries also changes its modification time, but does not count.
     *
     * @param later the stamp of the same path at a later time
     * @return whether its inode differs, or its status changed but its modification time and names
     *     did not
     */
    public boolean isTouched(DirectoryStamp later) {
      return stamp.inode() != later.stamp.inode()
          || stamp.changedNanos() != later.stamp.changedNanos()
              && stamp.modifiedNanos() == later.stamp.modifiedNanos()
              && names == later.names;
    }
  }
}
