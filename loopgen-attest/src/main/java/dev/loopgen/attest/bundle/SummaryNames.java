package dev.loopgen.attest.bundle;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * The caller's names in a verification summary.
 *
 * @param verifierId the URI of the verifier, which a consumer accepts only from certain signers
 * @param version the version of loopgen that decided
 * @param resourceUri what the decision is about, such as {@code git+https://github.com/acme/shop}
 * @param policyUri where the policy is
 */
public record SummaryNames(
    String verifierId, String version, String resourceUri, String policyUri) {

  /** The default verifier id of a gate. */
  public static final String VERIFIER = "https://loopgen.dev/gate/v1";

  /**
   * Checks the names.
   *
   * @throws IllegalArgumentException if a name that must be a URI is not one, or the version is
   *     missing
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
