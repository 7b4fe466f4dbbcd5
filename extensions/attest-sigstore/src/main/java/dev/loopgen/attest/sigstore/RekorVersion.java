package dev.loopgen.attest.sigstore;

/** The generations of the transparency log. */
enum RekorVersion {
  /** Vouches for a time by a signed promise. */
  V1,
  /** Vouches for no time. */
  V2
}
