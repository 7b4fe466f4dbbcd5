package dev.loopgen.attest.sigstore;

import java.util.Objects;

/** Signing failed. Converted to an outcome before it leaves the attestor. */
final class SigningFailedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String reason;
  private final boolean passing;

  private SigningFailedException(String reason, boolean passing) {
    super(reason);
    this.reason = Objects.requireNonNull(reason, "reason");
    this.passing = passing;
  }

  /** A service is unreachable or not working; it may be back later. */
  static SigningFailedException outage(String reason) {
    return new SigningFailedException(reason, true);
  }

  /** Retrying will not help. */
  static SigningFailedException refusal(String reason) {
    return new SigningFailedException(reason, false);
  }

  String reason() {
    return reason;
  }

  boolean isPassing() {
    return passing;
  }
}
