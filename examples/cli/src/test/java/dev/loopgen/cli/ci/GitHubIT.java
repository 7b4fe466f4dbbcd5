package dev.loopgen.cli.ci;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.attest.Check;
import dev.loopgen.api.attest.CiIdentity;
import dev.loopgen.api.attest.ClaimRule;
import dev.loopgen.api.attest.SummaryVerifier;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.attest.bundle.SummaryNames;
import dev.loopgen.attest.sigstore.SigstoreVerifier;
import dev.loopgen.attest.sigstore.TrustedRoot;
import dev.loopgen.cli.fixture.CliProject;
import dev.loopgen.cli.fixture.QuickJava;
import dev.loopgen.cli.fixture.SigningKeyFiles;
import dev.loopgen.sigstore.fixture.SigstoreFixture;
import dev.loopgen.sigstore.fixture.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The files for GitHub, run with the built jar on pull requests of a real repository. */
@DisabledOnOs(OS.WINDOWS)
final class GitHubIT {

  private static final Path JAR =
      Path.of(System.getProperty("loopgen.jar", "target/loopgen.jar")).toAbsolutePath();
  private static final SigstoreFixture SIGSTORE = SigstoreFixture.start();
  private static final String WORKFLOW = "acme/ci/.github/workflows/loopgen.yml";

  @TempDir private Path directory;

  private CliProject shop;
  private String ref = "refs/pull/1/merge";
  private @Nullable String eventBase;

  @AfterAll
  static void stop() {
    SIGSTORE.close();
  }

  @BeforeEach
  void makeRepository() throws Exception {
    shop = CliProject.project(directory.resolve("shop"), "ls src");
    Files.write(directory.resolve("shop/.loopgen/trusted_root.json"), SIGSTORE.trustedRoot());
    Files.write(directory.resolve("shop/.loopgen/signing_config.json"), SIGSTORE.signingConfig(2));
    shell(Map.of(), CiFile.blocks("docs/ci.md", "sh").get(0)).exitsWith(0);
    shop.commit();
  }

  @Test
  void twoJobs_honestChange_isAttestedByItsOwnRunAndAccepted() throws Exception {
    pullRequest("src/app.txt", "two\n");

    Map<String, GitHubRunner.Job> jobs = runner("1").run(reusable(), inputs());

    assertThat(jobs.get("run").conclusion()).as(jobs.get("run").log()).isEqualTo("success");
    GitHubRunner.Job gate = jobs.get("gate");
    assertThat(gate.conclusion()).as(gate.log()).isEqualTo("success");
    assertThat(gate.log())
        .contains("1 attested, 0 witnessed", "ACCEPTED", "vsa: The decision is attested (vsa).");
    assertThat(Files.readString(directory.resolve("run-1/gate/GITHUB_STEP_SUMMARY")))
        .startsWith("## loopgen: ACCEPTED");
    assertThat(summary(gate)).isInstanceOf(SummaryVerifier.VerifiedSummary.class);
  }

  @Test
  void twoJobs_forbiddenChange_isRefusedAndTheGateIsNotSkipped() throws Exception {
    pullRequest("secret", "mine\n");

    Map<String, GitHubRunner.Job> jobs = runner("1").run(reusable(), inputs());

    assertThat(jobs.get("run").conclusion()).isEqualTo("failure");
    GitHubRunner.Job gate = jobs.get("gate");
    assertThat(gate.conclusion()).as(gate.log()).isEqualTo("failure");
    assertThat(gate.log()).contains("REFUSED", "forbidden-paths [check]");
    assertThat(summary(gate)).isInstanceOf(Check.Rejected.class);
  }

  @Test
  void twoJobs_changeOfSpecAndRoots_countsForNothing() throws Exception {
    shop.git("checkout", "-q", "-b", "change");
    shop.spec("true");
    Files.writeString(directory.resolve("shop/.loopgen/trusted_root.json"), "{}");
    pullRequest("src/app.txt", "");

    Map<String, GitHubRunner.Job> jobs = runner("1").run(reusable(), inputs());

    assertThat(jobs.get("run").conclusion()).isEqualTo("failure");
    assertThat(jobs.get("gate").conclusion()).isEqualTo("failure");
    assertThat(jobs.get("gate").log()).doesNotContain("ACCEPTED", "trusted root");
  }

  @Test
  void twoJobs_signedByAWorkflowOfTheChange_isRefused() throws Exception {
    pullRequest("src/app.txt", "two\n");

    Map<String, GitHubRunner.Job> jobs =
        runner("1", Map.of(), "acme/shop/.github/workflows/mine.yml@refs/pull/1/merge")
            .run(reusable(), inputs());

    assertThat(jobs.get("gate").conclusion()).isEqualTo("failure");
    assertThat(jobs.get("gate").log()).contains("1 attested", "REFUSED", "trust [check]");
  }

  @Test
  void twoJobs_eventWithoutBase_takesNobodyForTrusted() throws Exception {
    pullRequest("src/app.txt", "two\n");
    ref = "refs/heads/change";
    for (String none : List.of("", "0".repeat(40))) {
      eventBase = none;
      Map<String, GitHubRunner.Job> jobs = runner("1" + none).run(reusable(), inputs());

      assertThat(jobs.get("gate").conclusion()).isEqualTo("failure");
      assertThat(jobs.get("gate").log())
          .contains("nobody says whom to trust")
          .doesNotContain("== Sign", "== Decide");
    }
  }

  @Test
  void twoJobs_onlyTheGateRunAgain_isRefusedAsAnotherRun() throws Exception {
    pullRequest("src/app.txt", "two\n");
    GitHubRunner first = runner("1");
    first.run(reusable(), inputs());

    Path artifacts = Files.createDirectories(directory.resolve("run-2"));
    Files.move(directory.resolve("run-1/artifacts"), artifacts.resolve("artifacts"));
    Map<String, GitHubRunner.Job> jobs =
        runner("2").run(new CiFile(Map.of("jobs", Map.of("gate", gateAlone()))), inputs());

    assertThat(jobs.get("gate").conclusion()).isEqualTo("failure");
    assertThat(jobs.get("gate").log()).contains("No entry is of this CI run", "re-run all jobs");
  }

  @Test
  void twoJobs_jarOfAnotherDigest_isNeverRun() throws Exception {
    pullRequest("src/app.txt", "two\n");
    Map<String, String> inputs = new HashMap<>(inputs());
    inputs.put("sha256", "0".repeat(64));

    Map<String, GitHubRunner.Job> jobs = runner("1").run(reusable(), inputs);

    for (GitHubRunner.Job job : jobs.values()) {
      assertThat(job.conclusion()).isEqualTo("failure");
      assertThat(job.log()).doesNotContain("ACCEPTED", "== Run the loop", "== Decide");
    }
  }

  @Test
  void twoJobs_keylessJarOfAnotherDigest_signsNothing() throws Exception {
    pullRequest("src/app.txt", "two\n");
    Map<String, String> inputs = new HashMap<>(inputs());
    inputs.put("keyless-sha256", "0".repeat(64));

    GitHubRunner.Job gate = runner("1").run(reusable(), inputs).get("gate");

    assertThat(gate.conclusion()).isEqualTo("failure");
    assertThat(gate.log()).contains("== Install loopgen").doesNotContain("ACCEPTED", "== Decide");
  }

  @Test
  void oneJob_honestChange_isAcceptedAndForbiddenOneRefused() throws Exception {
    CiFile unsigned = CiFile.read("ci-templates/github/unsigned.yml");
    shop.here("policy", "init", "--force").exitsWith(0);
    shop.commit();
    pullRequest("src/app.txt", "two\n");
    Map<String, String> release = Map.of("version", "0.1.0", "sha256", sha256(JAR));
    GitHubRunner.Job honest = runner("1", release).run(unsigned, Map.of()).get("loopgen");
    assertThat(honest.conclusion()).as(honest.log()).isEqualTo("success");
    assertThat(honest.log()).contains("ACCEPTED");

    shop.git("checkout", "-q", "main");
    shop.git("branch", "-qD", "change", "merged");
    pullRequest("secret", "mine\n");
    GitHubRunner.Job forbidden = runner("2", release).run(unsigned, Map.of()).get("loopgen");
    assertThat(forbidden.conclusion()).isEqualTo("failure");
    assertThat(forbidden.log()).contains("Forbidden path secret");
  }

  @Test
  void oneJob_eventOlderThanTheMerge_judgesWhatTheMergeBringsAndNoMore() throws Exception {
    CiFile unsigned = CiFile.read("ci-templates/github/unsigned.yml");
    shop.here("policy", "init", "--force").exitsWith(0);
    shop.write("secret", "old\n").commit();
    eventBase = commit("main");
    pullRequest("src/app.txt", "two\n");
    shop.git("checkout", "-q", "main");
    shop.write("secret", "rotated, reviewed\n").commit();
    shop.git("branch", "-qD", "merged");
    shop.git("checkout", "-q", "-b", "merged", "main");
    shop.git("merge", "-q", "--no-ff", "-m", "merge", "change");
    Map<String, String> release = Map.of("version", "0.1.0", "sha256", sha256(JAR));

    GitHubRunner.Job honest = runner("1", release).run(unsigned, Map.of()).get("loopgen");

    assertThat(honest.conclusion()).as(honest.log()).isEqualTo("success");
    assertThat(honest.log()).contains("ACCEPTED").doesNotContain("warning");
  }

  @Test
  void elsewhere_honestChange_isAcceptedAndSignedWithAKey() throws Exception {
    shop.here("policy", "init", "--force").exitsWith(0);
    shop.commit();
    pullRequest("src/app.txt", "two\n");
    Path reports = Files.createDirectories(directory.resolve("reports"));
    SigningKeyFiles key = SigningKeyFiles.generate(directory, "key");
    Map<String, String> variables =
        Map.of(
            "BASE", commit("main"),
            "REPORTS", reports.toString(),
            "KEY", key.path(),
            "PUBLIC_KEY", key.publicPath());

    CliProject.Ended ended =
        shell(variables, CiFile.blocks("docs/ci.md", "sh").get(1)).exitsWith(0);

    assertThat(ended.out()).contains("ACCEPTED", "vsa: The decision is attested (vsa).");
    assertThat(reports).isDirectoryContaining("glob:**/decision.vsa.sigstore.json");
    String check = CiFile.blocks("docs/ci.md", "sh").get(2);
    assertThat(shell(variables, check).exitsWith(0).out()).contains("\nVERIFIED");
    shop.git("checkout", "-q", "main");
    assertThat(shell(variables, check).exitsWith(1).out()).contains("about another tree");
  }

  /** Runs a block of the document in the repository, with the built jar as its loopgen. */
  private CliProject.Ended shell(Map<String, String> variables, String block)
      throws IOException, InterruptedException {
    Path java = QuickJava.directory(directory.resolve("java")).resolve("java");
    Path script =
        Files.writeString(
            directory.resolve("block.sh"),
            "loopgen() { '" + java + "' -jar '" + JAR + "' \"$@\"; }\n" + block);
    ProcessBuilder bash =
        new ProcessBuilder("bash", "-eu", script.toString())
            .directory(directory.resolve("shop").toFile());
    bash.environment().putAll(variables);
    return CliProject.ended(bash);
  }

  /** Commits a change on a branch of its own, and merges it as the platform would, beside main. */
  private void pullRequest(String file, String content) throws IOException, InterruptedException {
    if (shop.tryGit("rev-parse", "-q", "--verify", "change").exit() != 0) {
      shop.git("checkout", "-q", "-b", "change");
    }
    shop.write(file, content);
    shop.commit();
    shop.git("checkout", "-q", "-b", "merged", "main");
    shop.git("merge", "-q", "--no-ff", "-m", "merge", "change");
  }

  private static CiFile reusable() throws IOException {
    return CiFile.read("ci-templates/github/loopgen.yml");
  }

  /** The gate of the file as the platform runs it when only that job is run again. */
  private static Map<?, ?> gateAlone() throws IOException {
    Map<Object, Object> gate = new HashMap<>(reusable().child("jobs").child("gate").members());
    gate.remove("needs");
    return gate;
  }

  private Map<String, String> inputs() throws Exception {
    return Map.of(
        "version",
        "0.1.0",
        "sha256",
        sha256(JAR),
        "keyless-sha256",
        sha256(JAR.resolveSibling("loopgen-keyless.jar")),
        "attest-private",
        "false");
  }

  private static String sha256(Path jar) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar)));
  }

  private GitHubRunner runner(String attempt) throws Exception {
    return runner(attempt, Map.of());
  }

  private GitHubRunner runner(String attempt, Map<String, String> more) throws Exception {
    return runner(attempt, more, WORKFLOW + "@refs/heads/main");
  }

  private GitHubRunner runner(String attempt, Map<String, String> more, String signer)
      throws Exception {
    String commit = commit("merged");
    Workload workload =
        Workload.github("acme/shop", ".github/workflows/loopgen.yml", "refs/pull/1/merge", commit)
            .with("job_workflow_ref", signer)
            .with("run_id", "7001")
            .with("run_attempt", attempt)
            .with("event_name", "pull_request");
    Map<String, String> environment = new HashMap<>();
    environment.put(
        "PATH", QuickJava.directory(directory.resolve("java")) + ":" + System.getenv("PATH"));
    environment.put("HOME", directory.toString());
    environment.put("GITHUB_ACTIONS", "true");
    environment.put("GITHUB_SERVER_URL", "https://github.com");
    environment.put("GITHUB_REPOSITORY", "acme/shop");
    environment.put("GITHUB_REF", ref);
    environment.put("GITHUB_SHA", commit);
    environment.put("GITHUB_EVENT_NAME", "pull_request");
    environment.put("GITHUB_RUN_ID", "7001");
    environment.put("GITHUB_RUN_ATTEMPT", attempt);
    Map<String, String> overridden = new HashMap<>(more);
    overridden.put("url", JAR.toUri().toString());
    return new GitHubRunner(
        directory.resolve("run-" + attempt),
        directory.resolve("shop"),
        environment,
        SIGSTORE.githubEnvironment(workload),
        Map.of(
            "github.event.pull_request.base.sha",
            eventBase == null ? commit("main") : eventBase,
            "github.action_repository",
            "OWNER/loopgen-java"),
        overridden);
  }

  private Check<SummaryVerifier.VerifiedSummary> summary(GitHubRunner.Job gate) throws Exception {
    return SigstoreVerifier.of(TrustedRoot.parse(SIGSTORE.trustedRoot()))
        .verify(
            Files.readAllBytes(gate.temp().resolve("loopgen/reports/decision.vsa.sigstore.json")),
            new SummaryVerifier.Expectation(
                CiIdentity.builder(
                        CiIdentity.GITHUB, ClaimRule.exactly("https://github.com/" + WORKFLOW))
                    .signerRef(ClaimRule.exactly("refs/heads/main"))
                    .repository("https://github.com/acme/shop")
                    .build(),
                SummaryNames.VERIFIER,
                "git+https://github.com/acme/shop",
                GitId.of(commit("merged^{tree}")),
                GitId.of(commit("merged")),
                List.of("LOOPGEN_ATTESTED", "LOOPGEN_NO_FORBIDDEN_PATHS", "LOOPGEN_TESTS_PASSED")));
  }

  private String commit(String revision) throws IOException, InterruptedException {
    return shop.tryGit("rev-parse", revision).out().strip();
  }
}
