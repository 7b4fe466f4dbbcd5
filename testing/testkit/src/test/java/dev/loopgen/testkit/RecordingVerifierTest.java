package dev.loopgen.testkit;

import dev.loopgen.api.verify.Verifier;

final class RecordingVerifierTest extends VerifierContract {

  @Override
  protected Verifier verifier() {
    RecordingVerifier verifier = new RecordingVerifier();
    for (int code = 0; code <= 3; code++) {
      verifier.exiting(exiting(code), code);
    }
    return verifier;
  }

  @Override
  protected String exiting(int code) {
    return "a command that exits with " + code;
  }
}
