package dev.loopgen.attest.sigstore;

import dev.loopgen.api.AttestationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Gets tokens from a command of the CI system. */
final class CommandTokenSource extends TokenSource {

  private static final int MAX_TOKEN = 64 << 10;

  private final String description;
  private final List<String> command;
  private final Map<String, String> environment;

  CommandTokenSource(String description, List<String> command, Map<String, String> environment) {
    this.description = description;
    this.command = List.copyOf(command);
    this.environment = Map.copyOf(environment);
  }

  static Optional<TokenSource> buildkite(Map<String, String> environment) {
    return environment.containsKey("BUILDKITE")
            && environment.containsKey("BUILDKITE_AGENT_ACCESS_TOKEN")
        ? Optional.of(
            new CommandTokenSource(
                "Buildkite",
                List.of("buildkite-agent", "oidc", "request-token", "--audience", AUDIENCE),
                environment))
        : Optional.empty();
  }

  static Optional<TokenSource> circleci(Map<String, String> environment) {
    return environment.containsKey("CIRCLECI")
        ? Optional.of(
            new CommandTokenSource(
                "CircleCI",
                List.of(
                    "circleci", "run", "oidc", "get", "--claims", "{\"aud\":\"" + AUDIENCE + "\"}"),
                environment))
        : Optional.empty();
  }

  @Override
  public String describe() {
    return description;
  }

  @Override
  IdentityToken token(Duration timeout) throws SigningFailedException, InterruptedException {
    try {
      return IdentityToken.parse(run(timeout));
    } catch (IOException e) {
      throw SigningFailedException.refusal(
          "The command " + command.get(0) + " of " + description + " cannot be run.");
    } catch (AttestationException e) {
      throw SigningFailedException.refusal(
          "The command " + command.get(0) + " of " + description + " printed no token.");
    }
  }

  /** Runs the command and reads its output after it ends; a token fits into the pipe's buffer. */
  private String run(Duration timeout)
      throws IOException, InterruptedException, SigningFailedException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process process = builder.start();
    try {
      process.getOutputStream().close();
      if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS) || process.exitValue() != 0) {
        throw SigningFailedException.outage(description + " returned no token.");
      }
      byte[] output = process.getInputStream().readNBytes(MAX_TOKEN);
      return new String(output, StandardCharsets.US_ASCII);
    } finally {
      process.destroyForcibly();
    }
  }
}
