package dev.loopgen.core.internal.git;

import java.io.IOException;
import java.util.Optional;
import java.util.SortedMap;

/** Where a repository keeps its refs. */
interface RefStore {

  /**
   * Reads one ref.
   *
   * @param name a valid name
   * @return what it holds, or empty where there is none
   * @throws IOException if the store itself cannot be read
   */
  Optional<RefValue> read(String name) throws IOException;

  /**
   * Reads every ref below {@code refs/}; what has no valid name is left out, as git does.
   *
   * @throws IOException if the store itself cannot be read
   */
  SortedMap<String, RefValue> all() throws IOException;

  /** Tells whether a record of what a ref held earlier is kept. */
  boolean hasLog() throws IOException;
}
