package dev.loopgen.api.tree;

import java.util.Objects;

/**
 * What a snapshot is asked to cover.
 *
 * @param base the base whose ignore rules and attributes apply and against whose tree content
 *     digests of changed paths are kept
 * @param guard the patterns whose paths are always read, ignored ones included
 * @param hashing how content ids are obtained
 */
public record SnapshotRequest(Base base, PathPatterns guard, HashingMode hashing) {

  public SnapshotRequest {
    Objects.requireNonNull(base);
    Objects.requireNonNull(guard);
    Objects.requireNonNull(hashing);
  }
}
