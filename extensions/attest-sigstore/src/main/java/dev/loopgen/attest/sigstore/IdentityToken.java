package dev.loopgen.attest.sigstore;

import dev.loopgen.api.AttestationException;
import dev.loopgen.attest.bundle.BundleJson;
import dev.loopgen.attest.bundle.ProtobufJson;
import java.util.Base64;
import java.util.Optional;

/** An OpenID Connect token. Fulcio verifies it; this class does not. */
final class IdentityToken {

  private final String value;
  private final ProtobufJson claims;

  private IdentityToken(String value, ProtobufJson claims) {
    this.value = value;
    this.claims = claims;
  }

  /**
   * Reads a token.
   *
   * @throws AttestationException if it is not a token; the message does not quote it
   */
  static IdentityToken parse(String token) {
    String[] parts = token.strip().split("\\.", -1);
    if (parts.length == 3) {
      try {
        byte[] json = Base64.getUrlDecoder().decode(parts[1]);
        ProtobufJson claims =
            new ProtobufJson("identity token", BundleJson.read("The identity token", json));
        return new IdentityToken(token.strip(), claims);
      } catch (IllegalArgumentException | AttestationException unreadable) {
        throw malformed();
      }
    }
    throw malformed();
  }

  /** Returns the secret itself. */
  String value() {
    return value;
  }

  /** Returns the text whose signature proves to Fulcio that the token's holder has the key. */
  String challenge() {
    return claims
        .optionalString("email")
        .or(() -> claims.optionalString("sub"))
        .orElseThrow(IdentityToken::malformed);
  }

  /**
   * Returns the repository's visibility in the platform's words; empty if the token does not state
   * it.
   */
  Optional<String> visibility() {
    return claims
        .optionalString("repository_visibility")
        .or(() -> claims.optionalString("project_visibility"));
  }

  /** Shows nothing of the token. */
  @Override
  public String toString() {
    return "identity token";
  }

  private static AttestationException malformed() {
    return new AttestationException(
        "The identity token is not a JSON web token. Check the token that the CI system provides.");
  }
}
