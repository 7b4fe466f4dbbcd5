package dev.loopgen.attest.sigstore;

import dev.loopgen.api.AttestationException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the token comes from that says who is signing.
 *
 * <p>Whoever has the token can sign in the identity's name as long as it is valid, so it appears in
 * no message and in no {@code toString}. Thread-safe.
 */
public abstract sealed class TokenSource
    permits FixedTokenSource, GitHubTokenSource, CommandTokenSource {

  /** The audience that tokens for Sigstore are made for. */
  public static final String AUDIENCE = "sigstore";

  TokenSource() {}

  /**
   * Takes a token that the caller has. Tokens are short-lived, so this one is good for one run.
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
   * @return the source, or empty where there is no such identity
   * @throws AttestationException if there are two, or the one there is is no token
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
   * Says where the token comes from.
   *
   * @return a noun phrase for a person
   */
  public abstract String describe();

  /** Returns a token; a new one where the source makes them. */
  abstract IdentityToken token(Duration timeout)
      throws SigningFailedException, InterruptedException;

  /** Returns {@link #describe()}. */
  @Override
  public final String toString() {
    return describe();
  }
}
