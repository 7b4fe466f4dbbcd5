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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The file for GitLab, run with the built jar on the pipeline of a real repository. */
@DisabledOnOs(OS.WINDOWS)
final class GitLabIT {

  private static final Path JAR =
      Path.of(System.getProperty("loopgen.jar", "target/loopgen.jar")).toAbsolutePath();
  private static final SigstoreFixture SIGSTORE = SigstoreFixture.start();

  @TempDir private Path directory;

  private CliProject shop;
  private String base = "";
  private final Map<String, String> mergeRequest = new HashMap<>();

  @AfterAll
  static void stop() {
    SIGSTORE.close();
  }

  @BeforeEach
  void makeRepository() throws Exception {
    shop = CliProject.project(directory.resolve("shop"), "ls src");
    Files.write(directory.resolve("shop/.loopgen/trusted_root.json"), SIGSTORE.trustedRoot());
    Files.write(directory.resolve("shop/.loopgen/signing_config.json"), SIGSTORE.signingConfig(2));
    shop.commit();
    base = commit("HEAD");
  }

  @Test
  void twoJobs_honestChange_isAcceptedAndTheDecisionSigned() throws Exception {
    shop.write("src/app.txt", "two\n").commit();

    Map<String, GitLabRunner.Job> jobs = run(sha256(JAR));

    assertThat(jobs.get("loopgen-run").exit()).as(jobs.get("loopgen-run").log()).isZero();
    GitLabRunner.Job gate = jobs.get("loopgen-gate");
    assertThat(gate.exit()).as(gate.log()).isZero();
    assertThat(gate.log()).contains("ACCEPTED", "vsa: The decision is attested (vsa).");
    assertThat(gate.workspace().resolve("loopgen-reports/loopgen.xml"))
        .content()
        .contains("<testsuites");
    assertThat(summary(gate)).isInstanceOf(SummaryVerifier.VerifiedSummary.class);
  }

  @Test
  void twoJobs_forbiddenChange_isRefused() throws Exception {
    shop.write("secret", "mine\n").commit();

    Map<String, GitLabRunner.Job> jobs = run(sha256(JAR));

    assertThat(jobs.get("loopgen-run").exit()).isEqualTo(1);
    assertThat(jobs.get("loopgen-gate").exit()).isEqualTo(1);
    assertThat(jobs.get("loopgen-gate").log()).contains("REFUSED", "Forbidden path secret");
    assertThat(summary(jobs.get("loopgen-gate"))).isInstanceOf(Check.Rejected.class);
  }

  @Test
  void twoJobs_pipelineWithoutBase_takesNobodyForTrusted() throws Exception {
    shop.write("src/app.txt", "two\n").commit();

    for (String none : List.of("", "0".repeat(40))) {
      base = none;
      GitLabRunner.Job gate = run(sha256(JAR)).get("loopgen-gate");
      assertThat(gate.exit()).isEqualTo(2);
      assertThat(gate.log()).contains("nobody says whom to trust").doesNotContain("ACCEPTED");
    }
  }

  @Test
  void mergeRequest_forkFromBeforeThePolicy_isJudgedByTheTargetsTip() throws Exception {
    shop.git("checkout", "-q", "-b", "change");
    shop.write("src/app.txt", "two\n").commit();
    shop.git("checkout", "-q", "main");
    SigningKeyFiles key = SigningKeyFiles.generate(directory, "key");
    shop.here("policy", "init", "--preset=key-signed", "--set=key=@" + key.publicPath())
        .exitsWith(0);
    shop.commit();
    shop.git("checkout", "-q", "change");
    mergeRequest.put("CI_MERGE_REQUEST_IID", "1");
    mergeRequest.put("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "main");
    mergeRequest.put("CI_MERGE_REQUEST_DIFF_BASE_SHA", base);

    Map<String, GitLabRunner.Job> jobs = run(sha256(JAR));
    assertThat(jobs.get("loopgen-run").exit()).as(jobs.get("loopgen-run").log()).isZero();
    assertThat(jobs.get("loopgen-gate").exit()).isEqualTo(1);
    assertThat(jobs.get("loopgen-gate").log()).contains("REFUSED", "trust [check]");

    mergeRequest.put("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "nowhere");
    assertThat(run(sha256(JAR)).get("loopgen-gate").log()).contains("is not in this clone");
  }

  /** The certificate of GitLab names the job, so only the job that runs a loop can attest it. */
  @Test
  void runWithAnIdentity_isAttestedAsThePolicyDemands() throws Exception {
    shop.here(
            "policy",
            "init",
            "--preset=gitlab-keyless",
            "--set=project=https://gitlab.com/acme/shop",
            "--set=configuration=.gitlab-ci.yml",
            "--set=ref=refs/heads/main")
        .exitsWith(0);
    shop.write(".gitlab-ci.yml", "include: []\n").commit();
    base = commit("HEAD");
    shop.write("src/app.txt", "two\n").commit();

    CiFile file = CiFile.read("ci-templates/gitlab/loopgen.gitlab-ci.yml");
    assertThat(run(file, sha256(JAR)).get("loopgen-gate").log())
        .contains("REFUSED", "trust [check]");

    Map<Object, Object> jobs = new LinkedHashMap<>(file.members());
    Map<Object, Object> run = new LinkedHashMap<>(file.child("loopgen-run").members());
    String override = CiFile.blocks("docs/ci.md", "yaml").get(3);
    run.putAll(CiFile.parse(override).child("loopgen-run").members());
    jobs.put("loopgen-run", run);
    Map<String, GitLabRunner.Job> ended = run(new CiFile(jobs), sha256(JAR));
    assertThat(ended.get("loopgen-run").exit()).as(ended.get("loopgen-run").log()).isZero();
    assertThat(ended.get("loopgen-run").log()).contains("The run is attested");
    GitLabRunner.Job gate = ended.get("loopgen-gate");
    assertThat(gate.log()).contains("ACCEPTED");
    assertThat(gate.exit()).isZero();
  }

  @Test
  void twoJobs_jarOfAnotherDigest_isNeverRun() throws Exception {
    shop.write("src/app.txt", "two\n").commit();

    for (GitLabRunner.Job job : run("0".repeat(64)).values()) {
      assertThat(job.exit()).isNotZero();
      assertThat(job.log()).doesNotContain("ACCEPTED", "running");
    }
  }

  private Map<String, GitLabRunner.Job> run(String sha256) throws Exception {
    return run(CiFile.read("ci-templates/gitlab/loopgen.gitlab-ci.yml"), sha256);
  }

  private Map<String, GitLabRunner.Job> run(CiFile pipeline, String sha256) throws Exception {
    String commit = commit("HEAD");
    Map<String, String> environment = new HashMap<>();
    environment.put(
        "PATH", QuickJava.directory(directory.resolve("java")) + ":" + System.getenv("PATH"));
    environment.put("HOME", directory.toString());
    environment.put("GITLAB_CI", "true");
    environment.put("CI_PROJECT_URL", "https://gitlab.com/acme/shop");
    environment.put("CI_PROJECT_PATH", "acme/shop");
    environment.put("CI_COMMIT_SHA", commit);
    environment.put("CI_COMMIT_BRANCH", "main");
    environment.put("CI_COMMIT_BEFORE_SHA", base);
    environment.put("CI_PIPELINE_ID", "1");
    environment.putAll(mergeRequest);
    environment.put("LOOPGEN_URL", JAR.toUri().toString());
    environment.put("LOOPGEN_SHA256", sha256);
    environment.put("LOOPGEN_KEYLESS_SHA256", sha256(JAR.resolveSibling("loopgen-keyless.jar")));
    return new GitLabRunner(
            Files.createTempDirectory(directory, "jobs"),
            directory.resolve("shop"),
            environment,
            Map.of("loopgen-run", token("11", commit), "loopgen-gate", token("12", commit)))
        .run(pipeline);
  }

  private static String token(String job, String commit) {
    return SIGSTORE.token(Workload.gitlab("acme/shop", "main", commit).with("job_id", job));
  }

  private static String sha256(Path jar) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar)));
  }

  private Check<SummaryVerifier.VerifiedSummary> summary(GitLabRunner.Job gate) throws Exception {
    return SigstoreVerifier.of(TrustedRoot.parse(SIGSTORE.trustedRoot()))
        .verify(
            Files.readAllBytes(
                gate.workspace().resolve("loopgen-reports/decision.vsa.sigstore.json")),
            new SummaryVerifier.Expectation(
                CiIdentity.gitlab("https://gitlab.com/acme/shop", ".gitlab-ci.yml")
                    .ref(ClaimRule.exactly("refs/heads/main"))
                    .build(),
                SummaryNames.VERIFIER,
                "git+https://gitlab.com/acme/shop",
                GitId.of(commit("HEAD^{tree}")),
                GitId.of(commit("HEAD")),
                List.of("LOOPGEN_TESTS_PASSED")));
  }

  private String commit(String revision) throws IOException, InterruptedException {
    return shop.tryGit("rev-parse", revision).out().strip();
  }
}
