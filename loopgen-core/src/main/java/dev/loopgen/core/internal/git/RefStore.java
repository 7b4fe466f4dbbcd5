package dev.loopgen.core.internal.git;

import java.io.IOException;
import java.util.Optional;
import java.util.SortedMap;

/** The storage of a repository's refs. */
interface RefStore {

  /**
   * Reads one ref.
   *
   * @param name a valid name
   * @return its value; empty if there is none
   * @throws IOException if the store itself cannot be read
   */
  Optional<RefValue> read(String name) throws IOException;

  /**
   * Reads every ref below {@code refs/}; like git, ignores invalid names.
   *
   * @throws IOException if the store itself cannot be read
   */
  SortedMap<String, RefValue> all() throws IOException;

  /** Tells whether there is a reflog. */
  boolean hasLog() throws IOException;
}
