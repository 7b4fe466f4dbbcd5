package dev.loopgen.cli.decision;

import dev.loopgen.attest.bundle.SummaryNames;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The names in a signed decision: who decides, and about what. */
final class DecisionNameOptions {

  @Option(
      names = "--verifier-id",
      paramLabel = "URI",
      defaultValue = SummaryNames.VERIFIER,
      description = "The verifier id in signed decisions. Default: ${DEFAULT-VALUE}")
  private String verifierId = SummaryNames.VERIFIER;

  @Option(
      names = "--resource",
      paramLabel = "URI",
      description =
          "The resource that a signed decision is about. Default: the CI job's repository.")
  private @Nullable String resource;

  /** Returns the verifier id. */
  String verifierId() {
    return verifierId;
  }

  /**
   * Returns the URI of the resource that is decided about.
   *
   * @throws IllegalArgumentException if it is not given, or a name is not a URI
   */
  String resource(Map<String, String> environment) {
    String named = resource == null ? repository(environment) : resource;
    new SummaryNames(verifierId, "?", named, verifierId);
    return named;
  }

  private static String repository(Map<String, String> environment) {
    String server = environment.get("GITHUB_SERVER_URL");
    String repository = environment.get("GITHUB_REPOSITORY");
    String project = environment.get("CI_PROJECT_URL");
    if (project == null && server != null && repository != null) {
      project = server + "/" + repository;
    }
    if (project == null) {
      throw new IllegalArgumentException(
          "A signed decision must name its resource, and this is not a CI job of GitHub or"
              + " GitLab. Name it with --resource, such as git+https://github.com/acme/shop.");
    }
    return "git+" + project;
  }
}
