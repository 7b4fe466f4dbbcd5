package dev.loopgen.attest.sigstore;

import java.util.Objects;

/** Something could not be signed. Becomes an outcome before it leaves the attestor. */
final class SigningFailedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String reason;
  private final boolean passing;

  private SigningFailedException(String reason, boolean passing) {
    super(reason);
    this.reason = Objects.requireNonNull(reason, "reason");
    this.passing = passing;
  }

  /** A service is out of reach or out of order; it may be there again later. */
  static SigningFailedException outage(String reason) {
    return new SigningFailedException(reason, true);
  }

  /** Trying again will not help. */
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
