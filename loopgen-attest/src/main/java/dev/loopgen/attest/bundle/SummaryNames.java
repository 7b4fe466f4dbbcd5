package dev.loopgen.attest.bundle;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * The names under which a decision is summed up, all from the caller.
 *
 * @param verifierId the URI of who decided, which a consumer accepts from certain signers only
 * @param version the version of loopgen that decided
 * @param resourceUri what was decided about, such as {@code git+https://github.com/acme/shop}
 * @param policyUri where the policy is
 */
public record SummaryNames(
    String verifierId, String version, String resourceUri, String policyUri) {

  /** The verifier that a gate is where nobody gives it another name. */
  public static final String VERIFIER = "https://loopgen.dev/gate/v1";

  /**
   * Checks the names.
   *
   * @throws IllegalArgumentException if one that has to be a URI is none, or no version is given
   */
  public SummaryNames {
    requireUri("verifier", verifierId);
    requireUri("resource", resourceUri);
    requireUri("policy", policyUri);
    if (version.isBlank()) {
      throw new IllegalArgumentException("the version of the verifier is missing");
    }
  }

  private static void requireUri(String what, String text) {
    try {
      if (new URI(text).isAbsolute()) {
        return;
      }
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(message(what, text), e);
    }
    throw new IllegalArgumentException(message(what, text));
  }

  private static String message(String what, String text) {
    return "The " + what + " is not a URI with a scheme, such as https: " + text;
  }
}
