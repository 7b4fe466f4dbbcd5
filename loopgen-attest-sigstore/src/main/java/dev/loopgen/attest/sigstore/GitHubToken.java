package dev.loopgen.attest.sigstore;

import dev.loopgen.api.AttestationException;
import dev.loopgen.attest.bundle.BundleJson;
import dev.loopgen.attest.bundle.Members;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The tokens that GitHub Actions hands out to jobs that may write id tokens. */
final class GitHubToken extends TokenSource {

  private static final String SERVICE = "GitHub's token service";

  private final String url;
  private final String requestToken;

  private GitHubToken(String url, String requestToken) {
    this.url = url;
    this.requestToken = requestToken;
  }

  static Optional<TokenSource> github(Map<String, String> environment) {
    String url = environment.get("ACTIONS_ID_TOKEN_REQUEST_URL");
    String token = environment.get("ACTIONS_ID_TOKEN_REQUEST_TOKEN");
    return environment.containsKey("GITHUB_ACTIONS") && url != null && token != null
        ? Optional.of(new GitHubToken(url, token))
        : Optional.empty();
  }

  @Override
  public String describe() {
    return "GitHub Actions";
  }

  @Override
  IdentityToken token(Duration timeout) throws SigningFailure {
    Http.Answer answer =
        new Http(timeout)
            .get(SERVICE, address(), Map.of("Authorization", "Bearer " + requestToken));
    byte[] json = Http.require(SERVICE, answer);
    try {
      return IdentityToken.parse(
          new Members("answer", BundleJson.read("The answer of " + SERVICE, json)).string("value"));
    } catch (AttestationException e) {
      throw SigningFailure.refusal(SERVICE + " answered without a token.");
    }
  }

  private URI address() throws SigningFailure {
    try {
      URI uri = URI.create(url + (url.contains("?") ? "&" : "?") + "audience=" + AUDIENCE);
      if (uri.getHost() != null
          && ("https".equals(uri.getScheme()) || SigningServices.isLoopback(uri))) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      throw SigningFailure.refusal("The address of " + SERVICE + " is not valid.");
    }
    throw SigningFailure.refusal("The address of " + SERVICE + " is not valid.");
  }
}
