package dev.loopgen.core.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.gate.GateDecision;
import dev.loopgen.api.gate.GateRule;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.run.Failure;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.api.run.Trust;
import dev.loopgen.core.Loopgen;
import dev.loopgen.core.fixture.GateProject;
import dev.loopgen.core.fixture.LoopProject;
import dev.loopgen.core.fixture.TestRepository;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a CI platform says makes more commits count and never fewer, and others' reviewed commits
 * are nobody's fault.
 */
@Tag("slow")
final class PlatformContextTest {

  private static final String NONE = "0".repeat(40);

  @TempDir private Path root;
  private TestRepository origin;
  private CiOrigin ci;
  private String start;

  @BeforeEach
  void makeAnOrigin() {
    origin = LoopProject.forbidding(root.resolve("o"), "secret").repository();
    ci = new CiOrigin(root, origin);
    start = origin.write("secret", "ours\n").commitAll("secret");
  }

  /** The shapes of a change, each with what the platform that made it says. */
  @ParameterizedTest
  @CsvSource({
    "github-pull, honest", "github-pull, leak", "github-pull, leak-and-undo",
    "github-pull-head, honest", "github-pull-head, leak", "github-pull-head, leak-and-undo",
    "github-target, honest", "github-target, leak", "github-target, leak-and-undo",
    "github-queue, honest", "github-queue, leak", "github-queue, leak-and-undo",
    "github-push, honest", "github-push, leak", "github-push, leak-and-undo",
    "gitlab-detached, honest", "gitlab-detached, leak", "gitlab-detached, leak-and-undo",
    "gitlab-merged, honest", "gitlab-merged, leak", "gitlab-merged, leak-and-undo",
    "gitlab-train, honest", "gitlab-train, leak", "gitlab-train, leak-and-undo",
    "gitlab-branch, honest", "gitlab-branch, leak", "gitlab-branch, leak-and-undo",
    "buildkite, honest", "buildkite, leak", "buildkite, leak-and-undo",
    "jenkins, honest", "jenkins, leak", "jenkins, leak-and-undo",
    "azure, honest", "azure, leak", "azure, leak-and-undo",
    "bitbucket, honest", "bitbucket, leak", "bitbucket, leak-and-undo",
  })
  void run_changeOfACloneThatKnowsNoDefaultBranch_isJudgedFromThePlatformsBase(
      String shape, String change) {
    origin.git("branch", "-m", "develop");
    CiOrigin.CiChange made = ci.new CiChange(shape, change, "develop");
    LoopProject clone = made.cloned(false);

    RunResult result = run(clone, Trust.ofPlatform(made.environment));

    assertThat(base(result).string("rule")).contains("platform");
    assertThat(base(result).string("platform")).isPresent();
    assertThat(base(result).string("commit")).contains(made.base);
    if (change.equals("honest")) {
      assertThat(result.failures()).isEmpty();
      assertThat(result.warnings()).noneMatch(warning -> warning.contains("base"));
    } else {
      refusesSecret(result);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "github-pull, true",
    "github-target, true",
    "github-pull-head, false",
    "github-push, false",
    "gitlab-detached, false",
    "gitlab-merged, false",
    "jenkins, false"
  })
  void decide_baseThatOnlyThePlatformNames_isKnownOnlyWhereNoStepCanSetIt(
      String shape, boolean known) {
    origin.git("branch", "-m", "develop");
    CiOrigin.CiChange made = ci.new CiChange(shape, "honest", "develop");
    LoopProject clone = made.cloned(false);
    Trust trust = Trust.ofPlatform(made.environment);
    assertThat(run(clone, trust).passed()).isTrue();

    GateDecision decision = GateProject.decide(Loopgen.gate(clone.directory()).trust(trust));

    assertThat(decision.accepted()).as(decision.reasons().toString()).isEqualTo(known);
    assertThat(decision instanceof GateDecision.Undecided).isEqualTo(!known);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "github-pull", "github-pull-head", "github-target", "github-queue", "gitlab-detached",
        "gitlab-merged", "gitlab-train", "jenkins", "azure", "bitbucket"
      })
  void run_staleBaseOfTheEvent_blamesNobodyForWhatOthersHadReviewed(String shape) {
    CiOrigin.CiChange made = ci.new CiChange(shape, "honest", "main");
    LoopProject clone = made.cloned(true);
    made.stale(start);

    RunResult result = run(clone, Trust.ofPlatform(made.environment));

    assertThat(result.failures()).isEmpty();
    assertThat(base(result).string("rule")).contains("default-branch");
    assertThat(
            GateProject.decide(
                    Loopgen.gate(clone.directory()).trust(Trust.ofPlatform(made.environment)))
                .accepted())
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"head", "parent", "evil-target", "evil-merge", "unknown", "nonsense", "empty"})
  void run_contextThatTheChangeForged_neverJudgesLess(String forgery) {
    CiOrigin.CiChange made = ci.new CiChange("github-pull-head", "leak", "main");
    LoopProject clone = made.cloned(true);
    TestRepository git = clone.repository();
    git.write("src/more.txt", "more\n").commitAll("more");
    switch (forgery) {
      case "head" -> made.stale(git.git("rev-parse", "HEAD"));
      case "parent" -> made.stale(git.git("rev-parse", "HEAD~1"));
      case "evil-target" -> {
        git.git("update-ref", "refs/remotes/origin/evil", "HEAD~1");
        made.environment.put("GITHUB_BASE_REF", "evil");
      }
      case "evil-merge" -> {
        git.git("checkout", "-qb", "side", start);
        git.write("side", "1\n").commitAll("side");
        git.git("checkout", "-q", "-");
        git.git("merge", "-q", "--no-ff", "-m", "evil", "side");
        made.environment.put("GITHUB_REF", "refs/pull/1/merge");
        made.environment.put("GITHUB_SHA", git.git("rev-parse", "HEAD"));
      }
      case "unknown" -> made.stale("1".repeat(40));
      case "nonsense" -> {
        made.stale("--upload-pack=x");
        made.environment.put("GITHUB_BASE_REF", "../../../../etc/passwd");
        made.environment.put("GITHUB_SHA", "HEAD~1");
      }
      default -> made.stale("");
    }

    refusesSecret(run(clone, Trust.ofPlatform(made.environment)));
    GateDecision decision =
        GateProject.decide(
            Loopgen.gate(clone.directory()).trust(Trust.ofPlatform(made.environment)));
    assertThat(decision).isInstanceOf(GateDecision.Refused.class);
    assertThat(GateProject.finding(decision, GateRule.FORBIDDEN_PATHS).showed()).contains("secret");
  }

  @Test
  void decide_forgedEventOnTheDefaultBranch_bringsNoOlderPolicyBack() {
    String old = origin.git("rev-parse", "HEAD");
    origin.write(GateProject.POLICY, "version: 1\nfreshness: {since: 2999-01-01}\n");
    origin.commitAll("a policy that refuses");
    Map<String, String> environment = ci.gitHub("push", "{\"before\": \"" + old + "\"}");
    LoopProject clone = ci.cloneOf("main", true);
    assertThat(run(clone, Trust.ofPlatform(environment)).failures()).isEmpty();

    GateProject.refuses(
        Loopgen.gate(clone.directory()).trust(Trust.ofPlatform(environment)), GateRule.FRESHNESS);
  }

  @Test
  void run_pullRequestThatWasMergedSince_blamesNobodyForWhatOthersHadReviewed() {
    origin.git("checkout", "-qb", "change");
    origin.write("src/app.txt", "change\n").commitAll("work");
    origin.git("checkout", "-q", "main");
    origin.write("secret", "rotated, reviewed\n").commitAll("rotate");
    origin.git("checkout", "-q", "change");
    origin.git("merge", "-q", "--no-edit", "main");
    origin.git("checkout", "-q", "main");
    origin.git("merge", "-q", "--no-ff", "-m", "Merge change", "change");
    LoopProject clone = ci.cloneOf("change", true);
    Map<String, String> environment =
        ci.gitHub("pull_request", "{\"pull_request\": {\"base\": {\"sha\": \"" + start + "\"}}}");
    environment.put("GITHUB_BASE_REF", "main");

    assertThat(run(clone, Trust.ofPlatform(environment)).failures()).isEmpty();
  }

  @Test
  void run_pushToTheDefaultBranch_isJudgedFromWhereItWas() {
    origin.write("secret", "theirs\n").commitAll("pushed");
    LoopProject clone = ci.cloneOf("main", true);
    Map<String, String> environment = ci.gitHub("push", "{\"before\": \"" + start + "\"}");

    refusesSecret(run(clone, Trust.ofPlatform(environment)));
    assertThat(run(clone, Trust.local()).failures()).isEmpty();
  }

  @Test
  void run_pushOfANewSpecToTheDefaultBranch_isJudgedByTheNewOne() {
    origin.write(LoopProject.SPEC, LoopProject.loop("echo new", "secret")).commitAll("new spec");
    LoopProject clone = ci.cloneOf("main", true);
    Map<String, String> environment = ci.gitHub("push", "{\"before\": \"" + start + "\"}");

    RunResult result = run(clone, Trust.ofPlatform(environment));

    assertThat(result.failures()).isEmpty();
    assertThat(result.spec().commands()).containsExactly("echo new");
    assertThat(base(result).string("commit")).contains(start);
  }

  @ParameterizedTest
  @ValueSource(strings = {NONE_BEFORE, "{}", "{\"before\": 7}", "{\"before\": null}"})
  void run_eventThatNamesNoBase_isAsWithoutIt(String event) {
    LoopProject clone = ci.cloneOf("main", true);

    RunResult result = run(clone, Trust.ofPlatform(ci.gitHub("push", event)));

    assertThat(result.failures()).isEmpty();
    assertThat(base(result).string("rule")).contains("head");
  }

  private static final String NONE_BEFORE =
      "{\"before\": \"0000000000000000000000000000000000000000\"}";

  @ParameterizedTest
  @ValueSource(
      strings = {"link", "directory", "huge", "missing", "list", "malformed", "deep", "twice"})
  @DisabledOnOs(OS.WINDOWS)
  void run_fileOfTheEventThatNoPlatformLeaves_isAnErrorThatNamesIt(String kind) throws IOException {
    LoopProject clone = ci.cloneOf("main", true);
    Map<String, String> environment = ci.gitHub("push", "{\"before\": \"" + start + "\"}");
    Path file = Path.of(environment.get("GITHUB_EVENT_PATH"));
    Path real = file.resolveSibling("real.json");
    Files.move(file, real);
    switch (kind) {
      case "link" -> Files.createSymbolicLink(file, real);
      case "directory" -> Files.createDirectory(file);
      case "huge" -> {
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
          sparse.setLength(3L << 30);
        }
      }
      case "list" -> Files.writeString(file, "[]");
      case "malformed" -> Files.writeString(file, "{\"before\": ");
      case "deep" -> Files.writeString(file, "[".repeat(100_000));
      case "twice" -> Files.writeString(file, "{\"before\": \"a\", \"before\": \"b\"}");
      default -> {}
    }

    assertThatThrownBy(() -> run(clone, Trust.ofPlatform(environment)))
        .isInstanceOf(RepositoryException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("Name the base of the change");
    assertThatThrownBy(
            () ->
                Loopgen.gate(clone.directory())
                    .trust(Trust.ofPlatform(environment))
                    .build()
                    .decide())
        .isInstanceOf(RepositoryException.class);
  }

  @Test
  void run_trustedCommitOlderThanThePlatformsFirstParent_passesAndTheGateIsUndecided() {
    CiOrigin.CiChange made = ci.new CiChange("github-pull", "honest", "main");
    LoopProject clone = made.cloned(true);
    Trust stale = Trust.ref(start);

    RunResult result = run(clone, stale);

    assertThat(result.failures()).isEmpty();
    assertThat(result.warnings())
        .anyMatch(warning -> warning.contains("older than the first parent"));
    assertThat(GateProject.decide(Loopgen.gate(clone.directory()).trust(stale)))
        .isInstanceOf(GateDecision.Undecided.class);
    assertThat(run(clone, Trust.ref(made.base)).passed()).isTrue();
    assertThat(
            GateProject.decide(Loopgen.gate(clone.directory()).trust(Trust.ref(made.base)))
                .accepted())
        .isTrue();
  }

  @Test
  void run_mergeThatTheChangeMadeItself_isJudgedFromTheTrustedCommit() {
    TestRepository git = ci.cloneOf("main", true).repository();
    git.git("checkout", "-qb", "evil");
    git.write("secret", "theirs\n").commitAll("evil");
    git.git("checkout", "-qb", "side", start);
    git.write("side", "1\n").commitAll("side");
    git.git("checkout", "-q", "--detach", "evil");
    git.git("merge", "-q", "--no-ff", "-m", "evil", "side");

    refusesSecret(run(LoopProject.at(git, git.root()), Trust.ref(start)));
    git.git("update-ref", "refs/remotes/origin/main", "HEAD");
    refusesSecret(run(LoopProject.at(git, git.root()), Trust.ref(start)));
  }

  private static RunResult run(LoopProject project, Trust trust) {
    return project.run(trust, RunRequest.of("check"));
  }

  private static void refusesSecret(RunResult result) {
    assertThat(result.passed()).isFalse();
    assertThat(result.failures())
        .filteredOn(Failure.ForbiddenPath.class::isInstance)
        .extracting(failure -> ((Failure.ForbiddenPath) failure).path())
        .containsExactly("secret");
  }

  private static Json.Obj base(RunResult result) {
    return result
        .facts()
        .object("judgement")
        .flatMap(judgement -> judgement.object("base"))
        .orElseThrow();
  }
}
