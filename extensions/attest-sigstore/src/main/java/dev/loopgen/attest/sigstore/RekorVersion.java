package dev.loopgen.attest.sigstore;

/** The generations of the transparency log. */
enum RekorVersion {
  /** Vouches for a time with a signed entry timestamp. */
  V1,
  /** Vouches for no time. */
  V2
}
