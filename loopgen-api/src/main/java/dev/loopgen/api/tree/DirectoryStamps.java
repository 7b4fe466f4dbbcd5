package dev.loopgen.api.tree;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;

/**
 * The stamps of the directories that a snapshot came through.
 *
 * @param inside the directories of the work tree that it looked into
 * @param above the root of the work tree and every directory above it, by absolute path
 */
public record DirectoryStamps(
    Map<RepoPath, DirectoryStamp> inside, Map<Path, DirectoryStamp> above) {

  /** No stamps, where a detector looks at no file system. */
  public static final DirectoryStamps NONE = new DirectoryStamps(Map.of(), Map.of());

  /** Makes the maps unmodifiable; the caller hands over ownership of them. */
  public DirectoryStamps {
    inside = Collections.unmodifiableMap(inside);
    above = Collections.unmodifiableMap(above);
  }
}
