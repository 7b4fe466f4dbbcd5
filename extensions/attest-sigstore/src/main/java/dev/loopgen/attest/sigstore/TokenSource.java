package dev.loopgen.attest.sigstore;

import dev.loopgen.api.AttestationException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The source of the identity token of a signer.
 *
 * <p>Whoever has the token can sign as the identity while the token is valid, so no message and no
 * {@code toString} contains it. Thread-safe.
 */
public abstract sealed class TokenSource
    permits FixedTokenSource, GitHubTokenSource, CommandTokenSource {

  /** The audience of tokens for Sigstore. */
  public static final String AUDIENCE = "sigstore";

  TokenSource() {}

  /**
   * Uses a given token. Tokens are short-lived, so it lasts for one run.
   *
   * @param token the token
   * @return the source
   * @throws AttestationException if it is not a JSON web token
   */
  public static TokenSource of(String token) {
    return new FixedTokenSource(IdentityToken.parse(token), "a given token");
  }

  /**
   * Finds the identity that a CI system gives a job: GitHub Actions with {@code id-token: write},
   * GitLab with an {@code id_tokens} entry {@code SIGSTORE_ID_TOKEN} for the audience {@code
   * sigstore}, Buildkite, and CircleCI.
   *
   * @param environment the environment of the process
   * @return the source, or empty if there is no such identity
   * @throws AttestationException if there are two, or the one found is not a token
   */
  public static Optional<TokenSource> ambient(Map<String, String> environment) {
    List<TokenSource> found =
        Stream.of(
                GitHubTokenSource.github(environment),
                FixedTokenSource.gitlab(environment),
                CommandTokenSource.buildkite(environment),
                CommandTokenSource.circleci(environment))
            .flatMap(Optional::stream)
            .toList();
    if (found.size() > 1) {
      throw new AttestationException(
          "The environment has the identities of two CI systems, "
              + found.get(0).describe()
              + " and "
              + found.get(1).describe()
              + ". Unset one of them.");
    }
    return found.stream().findFirst();
  }

  /**
   * Describes where the token comes from.
   *
   * @return a noun phrase for a person
   */
  public abstract String describe();

  /** Returns a token, a new one if the source issues them. */
  abstract IdentityToken token(Duration timeout)
      throws SigningFailedException, InterruptedException;

  /** Returns {@link #describe()}. */
  @Override
  public final String toString() {
    return describe();
  }
}
