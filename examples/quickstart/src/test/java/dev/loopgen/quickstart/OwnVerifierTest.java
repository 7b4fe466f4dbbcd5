package dev.loopgen.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.verify.CommandListener;
import dev.loopgen.api.verify.CommandResult;
import dev.loopgen.api.verify.VerificationResult;
import dev.loopgen.api.verify.Verifier;
import dev.loopgen.testkit.VerifierContract;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** The verifier of the guide keeps the contract and hides what a command prints of secrets. */
final class OwnVerifierTest extends VerifierContract {

  @Override
  protected Verifier verifier() {
    return Recipes.on(OwnVerifierTest::run);
  }

  @Override
  protected String exiting(int code) {
    return "exit " + code;
  }

  @Test
  void output_withASecretOfTheEnvironment_isRedacted() throws Exception {
    VerificationResult result =
        verifier()
            .verify(
                request(
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(1),
                    Map.of("API_TOKEN", "s3cr3t-0123456789", "SIGSTORE_ID_TOKEN", "of-the-job"),
                    CommandListener.NONE,
                    "print s3cr3t-0123456789"));

    assertThat(result.commands().get(0).output().orElseThrow().tail())
        .isEqualTo("[REDACTED] in API_TOKEN");
  }

  @Test
  void command_thatIsKilledAtItsLimit_timedOut() throws Exception {
    assertThat(verify("hang").commands().get(0)).isInstanceOf(CommandResult.TimedOut.class);
  }

  private static Recipes.BuildServer.Job run(
      String command, Map<String, String> environment, Duration limit) {
    String text = command.substring(command.indexOf(' ') + 1);
    if (command.equals("hang")) {
      return new Recipes.BuildServer.Job(OptionalInt.empty(), limit, new byte[0]);
    }
    if (command.startsWith("print ")) {
      assertThat(environment).doesNotContainKey("SIGSTORE_ID_TOKEN");
      byte[] output = (text + " in API_TOKEN").getBytes(UTF_8);
      return new Recipes.BuildServer.Job(OptionalInt.of(0), Duration.ofMillis(1), output);
    }
    return new Recipes.BuildServer.Job(
        OptionalInt.of(Integer.parseInt(text)), Duration.ofMillis(1), new byte[0]);
  }
}
