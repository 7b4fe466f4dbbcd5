package dev.loopgen.core.internal.guard;

import java.util.Optional;

/**
 * Remembers guard states on this machine. Ledger entries hold only their digests.
 *
 * <p>No verdict relies on it alone: a state counts only if its digest equals the one in the entry.
 * A lost, stale, damaged or foreign memory therefore hides no change. Only names are lost: every
 * guarded path is reported instead of the one that changed, and deleted files are reported without
 * their names.
 */
public interface GuardMemory {

  /** Opens the memory for one run. */
  @FunctionalInterface
  interface Source {

    /**
     * Opens the memory; its key is the same from then on.
     *
     * @param dry whether nothing may be written; a missing key is then generated for this run only
     * @throws dev.loopgen.api.RepositoryException if the key cannot be used
     */
    GuardMemory open(boolean dry);
  }

  /** A memory that remembers nothing and has no key, so a run cannot watch ignored files. */
  GuardMemory NONE =
      new GuardMemory() {
        @Override
        public Optional<WatchDigestKey> key() {
          return Optional.empty();
        }

        @Override
        public Optional<GuardState> recall(String loopId) {
          return Optional.empty();
        }

        @Override
        public void remember(String loopId, GuardState state) {}
      };

  /** Returns the key of this work tree. */
  Optional<WatchDigestKey> key();

  /** Returns the last state of a loop, which may have been tampered with. */
  Optional<GuardState> recall(String loopId);

  /**
   * Replaces the state remembered for a loop.
   *
   * @throws dev.loopgen.api.RepositoryException if it cannot be written
   */
  void remember(String loopId, GuardState state);
}
