package dev.loopgen.attest.sigstore;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A given token. */
final class FixedTokenSource extends TokenSource {

  private final IdentityToken token;
  private final String description;

  FixedTokenSource(IdentityToken token, String description) {
    this.token = token;
    this.description = description;
  }

  static Optional<TokenSource> gitlab(Map<String, String> environment) {
    return Optional.ofNullable(environment.get("SIGSTORE_ID_TOKEN"))
        .filter(token -> environment.containsKey("GITLAB_CI"))
        .map(token -> new FixedTokenSource(IdentityToken.parse(token), "GitLab CI"));
  }

  @Override
  public String describe() {
    return description;
  }

  @Override
  IdentityToken token(Duration timeout) {
    return token;
  }
}
