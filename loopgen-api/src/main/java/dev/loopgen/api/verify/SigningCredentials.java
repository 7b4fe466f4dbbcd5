package dev.loopgen.api.verify;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The variables that give CI jobs the right to sign. They are withheld from commands under
 * judgement, though a command of the same user may still read them from another process.
 */
final class SigningCredentials {

  private static final List<Pattern> NAMES =
      List.of(
          Pattern.compile("ACTIONS_ID_TOKEN_REQUEST_(TOKEN|URL)"),
          Pattern.compile("ACTIONS_RUNTIME_TOKEN"),
          Pattern.compile("([A-Z0-9_]+_)?ID_TOKEN"),
          Pattern.compile("SIGSTORE_[A-Z0-9_]*TOKEN"),
          Pattern.compile("BUILDKITE_AGENT_(ACCESS_TOKEN|JOB_API_TOKEN)"),
          Pattern.compile("CIRCLE_OIDC_TOKEN(_V2)?"),
          Pattern.compile("BITBUCKET_STEP_OIDC_TOKEN"),
          Pattern.compile("COSIGN_(PASSWORD|PRIVATE_KEY|KEY)"),
          Pattern.compile("LOOPGEN_[A-Z0-9_]*(KEY|PASSWORD|TOKEN)"));

  private SigningCredentials() {}

  static boolean isOne(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    return NAMES.stream().anyMatch(pattern -> pattern.matcher(upper).matches());
  }

  /** Returns the environment without these variables. */
  static Map<String, String> removedFrom(Map<String, String> environment) {
    Map<String, String> rest = new TreeMap<>(environment);
    rest.keySet().removeIf(SigningCredentials::isOne);
    return rest;
  }
}
