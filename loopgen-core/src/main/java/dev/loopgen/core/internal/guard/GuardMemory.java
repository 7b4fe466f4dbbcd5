package dev.loopgen.core.internal.guard;

import java.util.Optional;

/**
 * Remembers, on this machine only, the guard states that ledger entries hold as digests.
 *
 * <p>No verdict rests on it alone: a state counts only where its digest is the one of the entry. A
 * memory that is lost, stale, damaged or of another run therefore hides no change; it costs the
 * names: every guarded path is reported then, rather than the one that changed, and of a file that
 * is gone only that something is.
 */
public interface GuardMemory {

  /** Opens the memory for one run. */
  @FunctionalInterface
  interface Source {

    /**
     * Opens the memory; its key is the same from then on.
     *
     * @param dry whether nothing may be written: a key that is not there yet is then made up for
     *     this run alone
     * @throws dev.loopgen.api.RepositoryException if the key cannot be used
     */
    GuardMemory open(boolean dry);
  }

  /** Remembers nothing and has no key: a run under it cannot watch ignored files. */
  GuardMemory NONE =
      new GuardMemory() {
        @Override
        public Optional<WatchKey> key() {
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
  Optional<WatchKey> key();

  /** Returns the state remembered last for a loop, which may have been tampered with. */
  Optional<GuardState> recall(String loopId);

  /**
   * Replaces the state remembered for a loop.
   *
   * @throws dev.loopgen.api.RepositoryException if it cannot be written
   */
  void remember(String loopId, GuardState state);
}
