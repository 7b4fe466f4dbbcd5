package dev.loopgen.core.internal.flight;

import dev.loopgen.api.verify.VerificationRequest;
import dev.loopgen.api.verify.VerificationResult;
import dev.loopgen.api.verify.Verifier;

/** A verifier of the caller's, whose commands leave events when they have all ended. */
public record RecordedVerifier(Verifier verifier) implements Verifier {

  @Override
  public VerificationResult verify(VerificationRequest request) throws InterruptedException {
    VerificationResult result = verifier.verify(request);
    FlightEvents.commands(result, request.redactor());
    return result;
  }
}
