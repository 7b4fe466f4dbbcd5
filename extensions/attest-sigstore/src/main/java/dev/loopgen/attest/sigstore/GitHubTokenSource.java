package dev.loopgen.attest.sigstore;

import dev.loopgen.api.AttestationException;
import dev.loopgen.attest.bundle.BundleJson;
import dev.loopgen.attest.bundle.ProtobufJson;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Gets tokens from GitHub Actions, which gives them to jobs with {@code id-token: write}. */
final class GitHubTokenSource extends TokenSource {

  private static final String SERVICE = "GitHub's token service";

  private final String url;
  private final String requestToken;

  private GitHubTokenSource(String url, String requestToken) {
    this.url = url;
    this.requestToken = requestToken;
  }

  static Optional<TokenSource> github(Map<String, String> environment) {
    String url = environment.get("ACTIONS_ID_TOKEN_REQUEST_URL");
    String token = environment.get("ACTIONS_ID_TOKEN_REQUEST_TOKEN");
    return environment.containsKey("GITHUB_ACTIONS") && url != null && token != null
        ? Optional.of(new GitHubTokenSource(url, token))
        : Optional.empty();
  }

  @Override
  public String describe() {
    return "GitHub Actions";
  }

  @Override
  IdentityToken token(Duration timeout) throws SigningFailedException {
    HttpRequests.Answer answer =
        new HttpRequests(timeout)
            .get(SERVICE, address(), Map.of("Authorization", "Bearer " + requestToken));
    byte[] json = HttpRequests.require(SERVICE, answer);
    try {
      return IdentityToken.parse(
          new ProtobufJson("answer", BundleJson.read("The answer of " + SERVICE, json))
              .string("value"));
    } catch (AttestationException e) {
      throw SigningFailedException.refusal(SERVICE + " returned no token.");
    }
  }

  private URI address() throws SigningFailedException {
    try {
      URI uri = URI.create(url + (url.contains("?") ? "&" : "?") + "audience=" + AUDIENCE);
      if (uri.getHost() != null
          && ("https".equals(uri.getScheme()) || SigningServices.isLoopback(uri))) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      throw SigningFailedException.refusal("The address of " + SERVICE + " is not valid.");
    }
    throw SigningFailedException.refusal("The address of " + SERVICE + " is not valid.");
  }
}
