package dev.loopgen.attest.sigstore;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The validity period of a part of a trusted root, both ends included. */
record ValidityPeriod(Instant start, @Nullable Instant end) {

  boolean contains(Instant time) {
    return !time.isBefore(start) && (end == null || !time.isAfter(end));
  }
}
