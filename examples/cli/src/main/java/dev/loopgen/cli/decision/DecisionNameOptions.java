package dev.loopgen.cli.decision;

import dev.loopgen.attest.bundle.SummaryNames;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The names that a signed decision is made under, and looked for under. */
final class DecisionNameOptions {

  @Option(
      names = "--verifier-id",
      paramLabel = "URI",
      defaultValue = SummaryNames.VERIFIER,
      description = "Who decides, in signed decisions. Default: ${DEFAULT-VALUE}")
  private String verifierId = SummaryNames.VERIFIER;

  @Option(
      names = "--resource",
      paramLabel = "URI",
      description = "What is decided about, in signed decisions. Default: the CI job's repository.")
  private @Nullable String resource;

  /** Returns who decides. */
  String verifierId() {
    return verifierId;
  }

  /**
   * Returns what is decided about.
   *
   * @throws IllegalArgumentException if it is not said, or a name is no URI
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
          "A signed decision names what it is about, and this is no CI job of GitHub or GitLab. Say"
              + " it with --resource, such as git+https://github.com/acme/shop.");
    }
    return "git+" + project;
  }
}
