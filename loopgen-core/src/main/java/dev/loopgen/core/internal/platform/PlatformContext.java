package dev.loopgen.core.internal.platform;

import dev.loopgen.api.run.Trust;
import dev.loopgen.api.tree.BaseRequest;
import dev.loopgen.api.tree.CiReportedChange;
import dev.loopgen.api.tree.GitId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads which change a CI platform runs for, from its variables and, on GitHub, from the event
 * file. Values that do not have the platform's format are ignored.
 */
public final class PlatformContext {

  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");
  private static final String NO_COMMIT = "0".repeat(40);
  private static final Pattern GITHUB_MERGE = Pattern.compile("refs/pull/\\d+/merge");
  private static final Pattern GITHUB_QUEUE = Pattern.compile("refs/heads/gh-readonly-queue/.+");
  private static final Pattern AZURE_MERGE = Pattern.compile("refs/pull/\\d+/merge");
  private static final String HEADS = "refs/heads/";

  private final Map<String, String> variables;

  private PlatformContext(Map<String, String> variables) {
    this.variables = variables;
  }

  /**
   * Creates the request for a base.
   *
   * @throws dev.loopgen.api.RepositoryException if the platform names an event file that cannot be
   *     read
   */
  public static BaseRequest request(Trust trust, @Nullable String requested, List<GitId> verified) {
    return new BaseRequest(
        trust.revision().orElse(null), requested, verified, of(trust).orElse(null));
  }

  /**
   * Reads the platform's change; empty if the caller asks no platform or trusts a revision.
   *
   * @throws dev.loopgen.api.RepositoryException as {@link #request}
   */
  public static Optional<CiReportedChange> of(Trust trust) {
    return trust.revision().isPresent() || trust.platform().isEmpty()
        ? Optional.empty()
        : Optional.of(new PlatformContext(trust.platform()).read());
  }

  private CiReportedChange read() {
    if (has("GITHUB_ACTIONS")) {
      return gitHub();
    }
    if (has("GITLAB_CI")) {
      return gitLab();
    }
    if (has("BUILDKITE")) {
      boolean pull = find("BUILDKITE_PULL_REQUEST").filter(id -> !id.equals("false")).isPresent();
      return pull
          ? forBranch("buildkite", "BUILDKITE_PULL_REQUEST_BASE_BRANCH")
          : none("buildkite");
    }
    if (has("TF_BUILD")) {
      return azure();
    }
    if (has("BITBUCKET_BUILD_NUMBER")) {
      return has("BITBUCKET_PR_ID") ? bitbucket() : none("bitbucket");
    }
    return has("CHANGE_ID") ? forBranch("jenkins", "CHANGE_TARGET") : none("jenkins");
  }

  /**
   * Steps cannot set {@code GITHUB_} variables for later steps, but they can write the event file.
   */
  private CiReportedChange gitHub() {
    String ref = find("GITHUB_REF").orElse("");
    boolean merges = GITHUB_MERGE.matcher(ref).matches() || GITHUB_QUEUE.matcher(ref).matches();
    List<GitId> bases = new ArrayList<>();
    Optional<String> file = find("GITHUB_EVENT_PATH");
    if (file.isPresent()) {
      GitHubEvent event = GitHubEvent.read(file.get());
      event.bases(find("GITHUB_EVENT_NAME").orElse("")).stream()
          .flatMap(text -> commit(Optional.of(text)).stream())
          .forEach(bases::add);
    }
    return new CiReportedChange(
        "github-actions",
        merges ? commit(find("GITHUB_SHA")).orElse(null) : null,
        branch(find("GITHUB_BASE_REF")).orElse(null),
        bases,
        true);
  }

  private CiReportedChange gitLab() {
    if (!has("CI_MERGE_REQUEST_IID")) {
      return new CiReportedChange("gitlab-ci", null, null, commits("CI_COMMIT_BEFORE_SHA"), false);
    }
    String type = find("CI_MERGE_REQUEST_EVENT_TYPE").orElse("");
    boolean merges = type.equals("merged_result") || type.equals("merge_train");
    return new CiReportedChange(
        "gitlab-ci",
        merges ? commit(find("CI_COMMIT_SHA")).orElse(null) : null,
        branch(find("CI_MERGE_REQUEST_TARGET_BRANCH_NAME")).orElse(null),
        commits("CI_MERGE_REQUEST_TARGET_BRANCH_SHA", "CI_MERGE_REQUEST_DIFF_BASE_SHA"),
        false);
  }

  private CiReportedChange azure() {
    boolean merges = find("BUILD_SOURCEBRANCH").filter(AZURE_MERGE.asMatchPredicate()).isPresent();
    return new CiReportedChange(
        "azure-pipelines",
        merges ? commit(find("BUILD_SOURCEVERSION")).orElse(null) : null,
        branch(find("SYSTEM_PULLREQUEST_TARGETBRANCH")).orElse(null),
        List.of(),
        false);
  }

  private CiReportedChange bitbucket() {
    return new CiReportedChange(
        "bitbucket",
        null,
        branch(find("BITBUCKET_PR_DESTINATION_BRANCH")).orElse(null),
        commits("BITBUCKET_PR_DESTINATION_COMMIT"),
        false);
  }

  private CiReportedChange forBranch(String platform, String variable) {
    return new CiReportedChange(
        platform, null, branch(find(variable)).orElse(null), List.of(), false);
  }

  private static CiReportedChange none(String platform) {
    return new CiReportedChange(platform, null, null, List.of(), false);
  }

  private boolean has(String variable) {
    return find(variable).isPresent();
  }

  private Optional<String> find(String variable) {
    return Optional.ofNullable(variables.get(variable));
  }

  private List<GitId> commits(String... names) {
    return Stream.of(names).flatMap(name -> commit(find(name)).stream()).toList();
  }

  private static Optional<GitId> commit(Optional<String> text) {
    return text.filter(id -> COMMIT.matcher(id).matches() && !id.equals(NO_COMMIT)).map(GitId::of);
  }

  private static Optional<String> branch(Optional<String> text) {
    return text.map(name -> name.startsWith(HEADS) ? name.substring(HEADS.length()) : name)
        .filter(name -> !name.isBlank());
  }
}
