package dev.loopgen.core.internal.rules;

import java.util.Optional;

/** Remembers, on this machine only, the guard states that ledger entries hold as digests. */
public interface GuardMemory {

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

  /** Replaces the state remembered for a loop. */
  void remember(String loopId, GuardState state);
}
