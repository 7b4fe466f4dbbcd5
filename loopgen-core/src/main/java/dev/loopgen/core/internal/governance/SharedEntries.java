package dev.loopgen.core.internal.governance;

import java.util.Arrays;

/** Finds entries that several ledgers have. The ledgers are added in their order. Not thread-safe. */
public final class SharedEntries {

  private final KnownEntries known;

  /** Creates a set that holds the given number of fingerprints without growing. */
  public SharedEntries(long expected) {
    known = new KnownEntries(expected);
  }

  /** Adds the fingerprints of a ledger's entries; returns those that an earlier ledger has. */
  public long[] add(long[] fingerprints) {
    long[] shared = Arrays.stream(fingerprints).filter(known::contains).toArray();
    for (long one : fingerprints) {
      known.add(one);
    }
    return shared;
  }
}
