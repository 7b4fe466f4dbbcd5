package dev.loopgen.attest.sigstore;

import java.util.Objects;

/** Something could not be signed. Becomes an outcome before it leaves the attestor. */
final class SigningFailure extends Exception {

  private static final long serialVersionUID = 1L;

  private final String reason;
  private final boolean passing;

  private SigningFailure(String reason, boolean passing) {
    super(reason);
    this.reason = Objects.requireNonNull(reason, "reason");
    this.passing = passing;
  }

  /** A service is out of reach or out of order; it may be there again later. */
  static SigningFailure outage(String reason) {
    return new SigningFailure(reason, true);
  }

  /** Trying again will not help. */
  static SigningFailure refusal(String reason) {
    return new SigningFailure(reason, false);
  }

  String reason() {
    return reason;
  }

  boolean isPassing() {
    return passing;
  }
}
