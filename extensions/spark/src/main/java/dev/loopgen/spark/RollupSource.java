package dev.loopgen.spark;

import dev.loopgen.core.internal.governance.CountedLedger;
import dev.loopgen.core.internal.governance.GivenLedger;
import java.io.IOException;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * A ledger as tasks get it.
 *
 * @param number its number, from 0 in the order in which the ledgers were given
 * @param label its name in reports
 * @param path its path in reports
 * @param bytes its length
 * @param sameAs the label of an earlier ledger that is the same file; null if there is none
 * @param location opens it
 */
record RollupSource(
    int number,
    String label,
    String path,
    long bytes,
    @Nullable String sameAs,
    Location location)
    implements Serializable {

  /** Opens a ledger on any machine of the cluster. */
  @FunctionalInterface
  interface Location extends Serializable {

    CountedLedger open(Configuration configuration) throws IOException;
  }

  GivenLedger given() {
    return new GivenLedger(number, label, path, bytes, null, sameAs);
  }
}
