package dev.loopgen.api.tree;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;

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
}
