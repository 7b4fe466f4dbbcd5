package dev.loopgen.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.verify.CommandListener;
import dev.loopgen.api.verify.VerificationRequest;
import dev.loopgen.api.verify.Verifier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class StrictRecordingVerifierTest extends VerifierContract {

  @Override
  protected Verifier verifier() {
    RecordingVerifier verifier = RecordingVerifier.strict();
    for (int code = 0; code <= 3; code++) {
      verifier.exiting(exiting(code), code);
    }
    return verifier;
  }

  @Override
  protected String exiting(int code) {
    return "a command that exits with " + code;
  }

  @Test
  void verify_commandThatItWasNotTold_isAnErrorAndNothingHappens() {
    boolean[] acted = new boolean[1];
    RecordingVerifier verifier =
        RecordingVerifier.strict().exiting("make test", 0).doing(() -> acted[0] = true);

    assertThatThrownBy(() -> verifier.verify(request("make test", "make tests")))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("`make tests`")
        .hasMessageContaining("[make test]")
        .hasMessageContaining("exiting(command, code)");
    assertThat(verifier.requests()).isEmpty();
    assertThat(acted[0]).isFalse();
  }

  private VerificationRequest request(String... commands) {
    return new VerificationRequest(
        Path.of("."),
        List.of(commands),
        Duration.ofMinutes(1),
        Duration.ofMinutes(1),
        Map.of(),
        CommandListener.NONE,
        Set.of());
  }
}
