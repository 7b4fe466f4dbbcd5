package dev.loopgen.attest.sigstore;

import java.util.Objects;

/**
 * Ends the verification of a bundle that is not evidence. Converted to a value before it is
 * returned.
 */
final class BundleRejectedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String reason;

  /**
   * Creates the rejection.
   *
   * @param reason what is wrong with the bundle, in a sentence
   */
  BundleRejectedException(String reason) {
    super(reason, null, false, false);
    this.reason = Objects.requireNonNull(reason, "reason");
  }

  String reason() {
    return reason;
  }

  static void rejectUnless(boolean met, String reason) throws BundleRejectedException {
    if (!met) {
      throw new BundleRejectedException(reason);
    }
  }
}
