package dev.loopgen.attest.sigstore;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The time in which something of a trusted root counts; both ends belong to it. */
record ValidityPeriod(Instant start, @Nullable Instant end) {

  boolean contains(Instant time) {
    return !time.isBefore(start) && (end == null || !time.isAfter(end));
  }
}
