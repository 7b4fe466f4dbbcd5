package dev.loopgen.api.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class CommandOutputTest {

  private static final Map<String, String> ENVIRONMENT =
      Map.of("API_TOKEN", "s3cr3t-0123456789", "GREETING", "good morning to you");

  @Test
  void of_secretOfTheEnvironment_isNowhereInWhatIsKept() {
    CommandOutput output =
        CommandOutput.of("login s3cr3t-0123456789\n".getBytes(UTF_8), ENVIRONMENT);

    assertThat(output.tail()).isEqualTo("login [REDACTED]\n");
    assertThat(output.redactions()).isEqualTo(1);
    assertThat(output.toString()).doesNotContain("s3cr3t");
  }

  @Test
  void of_secretEncodedByTheCommand_isRedactedToo() {
    String hex = HexFormat.of().formatHex("s3cr3t-0123456789".getBytes(UTF_8));

    assertThat(CommandOutput.of(hex.getBytes(UTF_8), ENVIRONMENT).tail()).isEqualTo("[REDACTED]");
  }

  @Test
  void of_signingCredentialOfTheEnvironment_isRedacted() {
    Map<String, String> job = Map.of("SIGSTORE_ID_TOKEN", "a-value-without-any-format");

    assertThat(CommandOutput.of("a-value-without-any-format".getBytes(UTF_8), job).tail())
        .isEqualTo("[REDACTED]");
  }

  @Test
  void of_variableThatIsNoSecret_staysReadable() {
    assertThat(CommandOutput.of("good morning to you".getBytes(UTF_8), ENVIRONMENT).tail())
        .isEqualTo("good morning to you");
  }

  @Test
  void of_muchOutput_keepsItsEndAndCountsTheWhole() {
    byte[] output = ("x".repeat(1 << 20) + "\nend").getBytes(UTF_8);

    CommandOutput kept = CommandOutput.of(output, ENVIRONMENT);

    assertThat(kept.tail()).hasSize(64 << 10).endsWith("\nend");
    assertThat(kept.totalBytes()).isEqualTo(output.length);
  }

  @Test
  void of_secretAcrossTheInternalParts_isFound() {
    for (int before = (64 << 10) - 20; before <= (64 << 10) + 2; before++) {
      byte[] output = ("x".repeat(before) + " s3cr3t-0123456789 y").getBytes(UTF_8);

      assertThat(CommandOutput.of(output, ENVIRONMENT).tail()).endsWith("x [REDACTED] y");
    }
  }

  @Test
  void of_redactedOutput_isWhatTheCommitmentIsOf() throws Exception {
    CommandOutput output = CommandOutput.of("s3cr3t-0123456789".getBytes(UTF_8), ENVIRONMENT);

    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update("loopgen-out-v1".getBytes(UTF_8));
    digest.update(HexFormat.of().parseHex(output.salt()));
    assertThat(output.commitment())
        .isEqualTo(HexFormat.of().formatHex(digest.digest("[REDACTED]".getBytes(UTF_8))));
  }

  @Test
  void of_sameOutputTwice_hasAnotherSaltAndCommitment() {
    CommandOutput first = CommandOutput.of(new byte[0], ENVIRONMENT);
    CommandOutput second = CommandOutput.of(new byte[0], ENVIRONMENT);

    assertThat(first.salt()).hasSize(64).isNotEqualTo(second.salt());
    assertThat(first.commitment()).isNotEqualTo(second.commitment());
  }

  @Test
  void of_redactorOfARequest_coversItsSecretsAndItsWholeEnvironment() {
    VerificationRequest request =
        request(Map.of("SIGSTORE_ID_TOKEN", "the-token-of-the-job"), Set.of("line of a key file"));

    byte[] output = "the-token-of-the-job, line of a key file".getBytes(UTF_8);

    assertThat(CommandOutput.of(output, request.redactor()).tail())
        .isEqualTo("[REDACTED], [REDACTED]");
  }

  @Test
  void commandEnvironment_signingRightsAndGitsVariables_areLeftOut() {
    Map<String, String> environment =
        Map.of("PATH", "/bin", "SIGSTORE_ID_TOKEN", "t", "git_dir", "/other", "GIT_EDITOR", "vi");

    assertThat(request(environment, Set.of()).commandEnvironment())
        .containsOnly(Map.entry("PATH", "/bin"), Map.entry("GIT_EDITOR", "vi"));
  }

  @Test
  void redactor_ofSecrets_showsNoneOfThem() {
    assertThat(Redactor.of(ENVIRONMENT, Set.of("another secret"))).hasToString("Redactor");
  }

  @Test
  void secretsIn_settings_areRedacted() {
    Redactor redactor =
        Redactor.of(Map.of(), Redactor.secretsIn("user=alice\nDB_PASSWORD='hunter2hunter2'\n"));

    assertThat(redactor.redact("hunter2hunter2 of alice")).isEqualTo("[REDACTED] of alice");
  }

  private static VerificationRequest request(Map<String, String> environment, Set<String> secrets) {
    return new VerificationRequest(
        Path.of("."),
        List.of("true"),
        Duration.ofMinutes(1),
        Duration.ofMinutes(1),
        environment,
        CommandListener.NONE,
        secrets);
  }
}
