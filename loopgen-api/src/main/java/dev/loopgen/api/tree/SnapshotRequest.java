package dev.loopgen.api.tree;

import java.util.Objects;

/**
 * What a snapshot must cover.
 *
 * @param base the base; its ignore rules and attributes apply, and content digests are kept for
 *     paths that differ from its tree
 * @param guard the patterns whose paths are always read, even if ignored
 * @param hashing the hashing mode
 */
public record SnapshotRequest(Base base, PathPatterns guard, HashingMode hashing) {

  public SnapshotRequest {
    Objects.requireNonNull(base, "base");
    Objects.requireNonNull(guard, "guard");
    Objects.requireNonNull(hashing, "hashing");
  }
}
