package dev.loopgen.core.attacks;

import dev.loopgen.api.json.Json;
import dev.loopgen.core.fixture.LoopProject;
import dev.loopgen.core.fixture.TestRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The repository that CI jobs clone, and what their platforms say about a change of it. */
final class CiOrigin {

  private static final String NONE = "0".repeat(40);

  private final Path root;
  private final TestRepository origin;

  CiOrigin(Path root, TestRepository origin) {
    this.root = root;
    this.origin = origin;
  }

  Map<String, String> gitHub(String event, String payload) {
    try {
      Path file = Files.writeString(root.resolve("event.json"), payload);
      Map<String, String> environment = new HashMap<>();
      environment.put("GITHUB_ACTIONS", "true");
      environment.put("GITHUB_EVENT_NAME", event);
      environment.put("GITHUB_EVENT_PATH", file.toString());
      return environment;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Clones one ref, or every branch of the origin too, and stands on it without a branch. */
  LoopProject cloneOf(String ref, boolean branches) {
    Path directory = root.resolve("r");
    TestRepository git = TestRepository.at(directory);
    origin.git("init", "-q", "-b", "x", directory.toString());
    git.git("remote", "add", "origin", "file://" + origin.root());
    if (branches) {
      git.git("fetch", "-q", "origin", "+refs/heads/*:refs/remotes/origin/*");
    }
    git.git("fetch", "-q", "origin", ref);
    git.git("checkout", "-q", "--detach", "FETCH_HEAD");
    return LoopProject.at(git, directory);
  }

  /** A change of one branch in the form in which a platform hands it to a job. */
  final class CiChange {

    final Map<String, String> environment = new HashMap<>();
    private final String target;
    final String base;
    private final boolean needsTarget;

    CiChange(String form, String change, String target) {
      this.target = target;
      String fork = origin.git("rev-parse", target);
      origin.git("checkout", "-qb", "change", target);
      origin.write("src/app.txt", "change\n").commitAll("work");
      if (!change.equals("honest")) {
        origin.write("secret", "theirs\n").commitAll("in");
      }
      if (change.equals("leak-and-undo")) {
        origin.write("secret", "ours\n").commitAll("out");
      }
      String head = origin.git("rev-parse", "change");
      boolean merges = form.matches("github-(pull|queue)|gitlab-(merged|train)|azure");
      String tip = fork;
      if (!form.matches("github-push|gitlab-branch")) {
        origin.git("checkout", "-q", target);
        tip = origin.write("other.txt", "reviewed\n").commitAll("by others");
      }
      origin.git("checkout", "-q", "--detach", merges ? target : "change");
      if (merges) {
        origin.git("merge", "-q", "--no-ff", "-m", "Merge change", "change");
      }
      String judged = origin.git("rev-parse", "HEAD");
      origin.git("update-ref", "refs/heads/judged", judged);
      origin.git("checkout", "-q", target);
      this.base = merges ? tip : fork;
      this.needsTarget = form.matches("github-target|buildkite|jenkins|bitbucket");
      describe(form, judged, head, tip, fork);
    }

    private void describe(String form, String judged, String head, String tip, String fork) {
      switch (form) {
        case "github-pull" -> pull("pull_request", "refs/pull/1/merge", judged, fork);
        case "github-pull-head" -> pull("pull_request", "refs/pull/1/merge", "2".repeat(40), fork);
        case "github-target" -> pull("pull_request_target", "refs/heads/" + target, tip, NONE);
        case "github-queue" -> {
          environment.putAll(
              gitHub("merge_group", "{\"merge_group\": {\"base_sha\": \"" + tip + "\"}}"));
          environment.put("GITHUB_REF", "refs/heads/gh-readonly-queue/" + target + "/pr-1-" + tip);
          environment.put("GITHUB_SHA", judged);
        }
        case "github-push" -> environment.putAll(gitHub("push", "{\"before\": \"" + fork + "\"}"));
        case "gitlab-detached" -> mergeRequest("detached", judged, "", fork);
        case "gitlab-merged" -> mergeRequest("merged_result", judged, tip, fork);
        case "gitlab-train" -> mergeRequest("merge_train", judged, tip, fork);
        case "gitlab-branch" ->
            environment.putAll(
                Map.of(
                    "GITLAB_CI", "true",
                    "CI_COMMIT_SHA", judged,
                    "CI_COMMIT_BEFORE_SHA", fork));
        case "buildkite" ->
            environment.putAll(
                Map.of(
                    "BUILDKITE", "true",
                    "BUILDKITE_PULL_REQUEST", "1",
                    "BUILDKITE_PULL_REQUEST_BASE_BRANCH", target));
        case "jenkins" ->
            environment.putAll(
                Map.of("JENKINS_URL", "https://j", "CHANGE_ID", "1", "CHANGE_TARGET", target));
        case "azure" ->
            environment.putAll(
                Map.of(
                    "TF_BUILD",
                    "True",
                    "BUILD_SOURCEBRANCH",
                    "refs/pull/1/merge",
                    "BUILD_SOURCEVERSION",
                    judged,
                    "SYSTEM_PULLREQUEST_TARGETBRANCH",
                    "refs/heads/" + target));
        case "bitbucket" ->
            environment.putAll(
                Map.of(
                    "BITBUCKET_BUILD_NUMBER", "1",
                    "BITBUCKET_PR_ID", "1",
                    "BITBUCKET_PR_DESTINATION_BRANCH", target));
        default -> throw new IllegalArgumentException(form + head);
      }
    }

    private void pull(String event, String ref, String sha, String fork) {
      environment.putAll(
          gitHub(event, "{\"pull_request\": {\"base\": {\"sha\": \"" + fork + "\"}}}"));
      environment.put("GITHUB_REF", ref);
      environment.put("GITHUB_SHA", sha);
      environment.put("GITHUB_BASE_REF", target);
    }

    private void mergeRequest(String type, String judged, String tip, String fork) {
      environment.putAll(
          Map.of(
              "GITLAB_CI", "true",
              "CI_MERGE_REQUEST_IID", "1",
              "CI_MERGE_REQUEST_EVENT_TYPE", type,
              "CI_MERGE_REQUEST_TARGET_BRANCH_NAME", target,
              "CI_MERGE_REQUEST_TARGET_BRANCH_SHA", tip,
              "CI_MERGE_REQUEST_DIFF_BASE_SHA", fork,
              "CI_COMMIT_SHA", judged));
    }

    /** Has the event name another commit as the base. */
    void stale(String commit) {
      if (environment.containsKey("GITHUB_ACTIONS")) {
        String event = environment.get("GITHUB_EVENT_NAME");
        String id = Json.of(commit).canonical();
        gitHub(
            event,
            "{\"before\": "
                + id
                + ", \"merge_group\": {\"base_sha\": "
                + id
                + "}, \"pull_request\": {\"base\": {\"sha\": "
                + id
                + "}}}");
      } else {
        environment.put("CI_MERGE_REQUEST_DIFF_BASE_SHA", commit);
        environment.put("CI_MERGE_REQUEST_TARGET_BRANCH_SHA", commit);
        environment.put("BITBUCKET_PR_DESTINATION_COMMIT", commit);
      }
    }

    LoopProject cloned(boolean branches) {
      LoopProject clone = cloneOf("judged", branches);
      if (needsTarget && !branches) {
        clone
            .repository()
            .git(
                "fetch",
                "-q",
                "origin",
                "+refs/heads/" + target + ":refs/remotes/origin/" + target);
      }
      return clone;
    }
  }
}
