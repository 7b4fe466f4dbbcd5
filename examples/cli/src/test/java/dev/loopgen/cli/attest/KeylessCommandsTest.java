package dev.loopgen.cli.attest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.attest.CiIdentity;
import dev.loopgen.cli.fixture.CliProject;
import dev.loopgen.cli.fixture.SigningKeyFiles;
import dev.loopgen.sigstore.fixture.ServiceFault;
import dev.loopgen.sigstore.fixture.SigstoreFixture;
import dev.loopgen.sigstore.fixture.Workload;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Runs as a CI job that signs through services on the loopback interface. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("slow")
final class KeylessCommandsTest {

  private static final String WORKFLOW = ".github/workflows/loop.yml";
  private static final String SIGNER =
      "https://github.com/acme/shop/" + WORKFLOW + "@refs/heads/main";

  private final SigstoreFixture sigstore = SigstoreFixture.start();

  @TempDir private Path directory;

  private CliProject cli;
  private Path root;
  private Path config;

  @AfterAll
  void stop() {
    sigstore.close();
  }

  @BeforeEach
  void makeProject() throws Exception {
    cli = CliProject.project(directory.resolve("shop"), "git --version");
    root = Files.write(directory.resolve("trusted_root.json"), sigstore.trustedRoot());
    config = Files.write(directory.resolve("signing_config.json"), sigstore.signingConfig(1));
  }

  @AfterEach
  void repair() {
    sigstore.faults().clear();
  }

  @Test
  void run_withAmbientIdentity_isAttestedWithoutBeingAsked() throws Exception {
    assertThat(run(job("7001")).exitsWith(0).out()).contains("attestation: The run is attested");

    assertThat(verify(SIGNER, CiIdentity.GITHUB).exitsWith(0).out())
        .contains("VERIFIED", "A run that passed is attested by " + SIGNER);
  }

  @Test
  void run_secondGeneration_isAttested() throws Exception {
    Files.write(config, sigstore.signingConfig(2));

    run(job("7001"), "--attest").exitsWith(0);
    verify(SIGNER, CiIdentity.GITHUB).exitsWith(0);
  }

  @Test
  void run_noAttest_signsNothing() throws Exception {
    run(job("7001"), "--no-attest").exitsWith(0);

    assertThat(directory.resolve("shop/.loopgen/attestations")).doesNotExist();
  }

  @Test
  void run_withoutIdentity_isRefusedOnlyWhereAsked() {
    assertThat(run(Map.of(), "--attest").exitsWith(2).err())
        .contains("no CI job's identity")
        .hasLineCount(1);
    assertThat(cli.ledger()).doesNotExist();

    assertThat(run(path()).exitsWith(0).out()).doesNotContain("attestation:");
  }

  @Test
  void run_privateRepository_isRefusedBeforeTheCommands() throws Exception {
    Workload workload = workload().with("repository_visibility", "private");

    assertThat(run(job(workload, "7001")).exitsWith(2).err()).contains("public");
    assertThat(cli.ledger()).doesNotExist();
    run(job(workload, "7001"), "--attest-private").exitsWith(0);
  }

  @Test
  void run_outage_isPendingAndSignedLaterByTheSameRunAlone() throws Exception {
    sigstore.faults().inject(ServiceFault.FULCIO_UNAVAILABLE);
    assertThat(run(job("7001"), "--attest").exitsWith(3).out())
        .contains("warning: The attestation is pending.");
    sigstore.faults().clear();

    assertThat(attest(job("7001")).exitsWith(0).out()).contains("1 attested, 0 witnessed");
    verify(SIGNER, CiIdentity.GITHUB).exitsWith(0);
  }

  @Test
  void run_outageNotAskedFor_isAWarning() throws Exception {
    sigstore.faults().inject(ServiceFault.FULCIO_UNAVAILABLE);

    assertThat(run(job("7001"), "--json").exitsWith(0).out()).contains("\"status\":\"pending\"");
  }

  @Test
  void attest_otherRun_isAWitness() throws Exception {
    run(job("7001"), "--no-attest").exitsWith(0);

    assertThat(attest(job(workload().with("run_id", "7002"), "7002")).exitsWith(0).out())
        .contains("0 attested, 1 witnessed");
    verify(SIGNER, CiIdentity.GITHUB).exitsWith(3);
  }

  @Test
  void attest_thisRun_signsNothingElse() throws Exception {
    run(job("7001"), "--no-attest").exitsWith(0);
    run(job("7002"), "--no-attest").exitsWith(0);

    assertThat(
            attest(job(workload().with("run_id", "7002"), "7002"), "--this-run").exitsWith(0).out())
        .contains("1 attested, 0 witnessed");
    assertThat(
            attest(job(workload().with("run_id", "7003"), "7003"), "--this-run").exitsWith(1).err())
        .contains("No entry is of this CI run", "/runs/7003/attempts/1")
        .hasLineCount(1);
  }

  @Test
  void run_answerThatDoesNotVerify_isNoSuccess() throws Exception {
    sigstore.faults().inject(ServiceFault.REKOR_WRONG_PROOF);

    assertThat(run(job("7001")).exitsWith(1).out()).contains("could not be attested");
  }

  @Test
  void verify_otherIdentity_isRejected() throws Exception {
    run(job("7001")).exitsWith(0);

    verify(SIGNER.replace("main", "other"), CiIdentity.GITHUB).exitsWith(1);
    verify(SIGNER.replace("shop", "other"), CiIdentity.GITHUB).exitsWith(1);
    verify(SIGNER, CiIdentity.GITLAB.replace("gitlab", "issuer")).exitsWith(1);
    verify("a@example.test", CiIdentity.GITHUB).exitsWith(1);
    verify(SIGNER, CiIdentity.GITHUB, "--repository", "https://github.com/acme/x").exitsWith(1);
    Files.write(root, otherRoot());
    verify(SIGNER, CiIdentity.GITHUB).exitsWith(1);
  }

  @Test
  void verify_severalIdentitiesAndAKey_acceptsAnyAndSaysWhich() throws Exception {
    SigningKeyFiles key = SigningKeyFiles.generate(directory, "signing");
    run(job("7001")).exitsWith(0);
    cli.here("run", "--sign-with", key.path(), "--no-report", "check").exitsWith(0);
    String[] more = {
      "--identity", SIGNER, "--issuer", CiIdentity.GITHUB, "--signed-by", key.publicPath()
    };

    assertThat(verify("a@example.test", "https://accounts.test", more).exitsWith(0).out())
        .contains("expected from the holder of a given EdDSA key, or a@example.test by way of")
        .contains("A run that passed is attested by " + SIGNER)
        .contains("A run that passed is attested by the Ed25519 key sha256:")
        .contains("2 verified");
    verify(SIGNER, CiIdentity.GITHUB, "--signed-by", key.publicPath()).exitsWith(0);
    assertThat(verify(SIGNER, CiIdentity.GITHUB).exitsWith(1).out())
        .contains("1 verified, 0 undecided, 1 rejected");
  }

  @Test
  void verify_workflowAtACommit_isTheOneOfThatCommit() throws Exception {
    run(job(workload().with("job_workflow_sha", "5".repeat(40)), "7001")).exitsWith(0);
    String workflow = "https://github.com/acme/shop/" + WORKFLOW + "@";

    verify(workflow + "5".repeat(40), CiIdentity.GITHUB).exitsWith(0);
    verify(workflow + "6".repeat(40), CiIdentity.GITHUB).exitsWith(1);
  }

  @Test
  void verify_incompleteIdentity_exitsWithTwo() throws Exception {
    run(job("7001")).exitsWith(0);

    verify("https://github.com/acme/shop/" + WORKFLOW, CiIdentity.GITHUB).exitsWith(2);
    verify("https://github.com/acme/shop@refs/heads/main", CiIdentity.GITHUB).exitsWith(2);
    verify(SIGNER, "github").exitsWith(2);
    cli.here("audit", "verify", "--attestation", "--identity", SIGNER).exitsWith(2);
    cli.here("audit", "verify", "--identity", SIGNER).exitsWith(2);
    verify(SIGNER, CiIdentity.GITHUB, "--identity", "a@example.test").exitsWith(2);
    verify(SIGNER, CiIdentity.GITHUB, "--issuer", CiIdentity.GITHUB).exitsWith(2);
    cli.here(
            "audit", "verify", "--attestation", "--identity", SIGNER, "--issuer", CiIdentity.GITHUB)
        .exitsWith(2);
  }

  @Test
  void check_workflowOfTheBase_isAcceptedAndAnEditedOneIsNot() throws Exception {
    cli.write(WORKFLOW, "on: push\n");
    policy(WORKFLOW);
    cli.commit();
    cli.git("checkout", "-qb", "feature");
    cli.write("src/app.txt", "two\n");
    cli.commit();
    run(signedAt(head())).exitsWith(0);
    assertThat(check().exitsWith(0).out())
        .contains("ok     workflow [check]: It is " + WORKFLOW + ", unchanged since the base.");
    assertThat(cli.here("audit", "check").exitsWith(3).out()).contains("?      trust [check]");

    cli.write(WORKFLOW, "on: push # and whatever the change likes\n");
    cli.commit("src", WORKFLOW);
    run(signedAt(head())).exitsWith(0);
    assertThat(check().exitsWith(1).out())
        .contains("FAIL   workflow [check]", "which is not the one at the base");

    run(signedAt("5".repeat(40))).exitsWith(0);
    assertThat(check().exitsWith(3).out())
        .contains("?      workflow [check]", "which this clone does not have");
  }

  @Test
  void check_reusableWorkflowOfAnotherRepository_isAcceptedWherePinned() throws Exception {
    String reusable = "https://github.com/acme/ci/.github/workflows/judge.yml";
    policy(reusable);
    cli.commit();
    cli.git("checkout", "-qb", "feature");
    cli.write("src/app.txt", "two\n");
    Workload called =
        workload().with("job_workflow_ref", reusable.substring(19) + "@refs/heads/main");
    run(job(called, "7001")).exitsWith(0);

    assertThat(check().exitsWith(0).out()).contains("from another repository than the change");
    run(job("7001")).exitsWith(0);
    assertThat(check().exitsWith(1).out()).contains("FAIL   trust [check]");
  }

  @Test
  void check_jobDemandedOnTheCommandLine_isAsGoodAsThePolicys() throws Exception {
    cli.write(WORKFLOW, "on: push\n");
    cli.commit();
    run(signedAt(head())).exitsWith(0);
    String[] signer = {"--require-attested", "--identity", SIGNER, "--issuer", CiIdentity.GITHUB};

    assertThat(check(signer).exitsWith(0).out()).contains("ok     trust [check]");
    signer[2] = SIGNER.replace("main", "other");
    check(signer).exitsWith(1);
  }

  /** Writes a policy that expects a workflow to sign. */
  private void policy(String workflow) {
    cli.here(
            "policy",
            "init",
            "--preset",
            "github-keyless",
            "--set",
            "repository=https://github.com/acme/shop",
            "--set",
            "workflow=" + workflow,
            "--set",
            "ref=refs/heads/main")
        .exitsWith(0);
  }

  private String head() throws Exception {
    return cli.tryGit("rev-parse", "HEAD").out().strip();
  }

  private Map<String, String> signedAt(String commit) throws Exception {
    return job(workload().with("job_workflow_sha", commit), "7001");
  }

  private CliProject.Ended check(String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("audit", "check", "--trusted-root", root.toString()));
    arguments.addAll(List.of(more));
    return cli.here(arguments.toArray(String[]::new));
  }

  private static byte[] otherRoot() {
    try (SigstoreFixture other = SigstoreFixture.start()) {
      return other.trustedRoot();
    }
  }

  private Workload workload() throws Exception {
    String commit = cli.tryGit("rev-parse", "HEAD").out().strip();
    return Workload.github("acme/shop", WORKFLOW, "refs/heads/main", commit);
  }

  private Map<String, String> job(String runId) throws Exception {
    return job(workload(), runId);
  }

  private static Map<String, String> path() {
    return System.getenv("PATH") == null ? Map.of() : Map.of("PATH", System.getenv("PATH"));
  }

  private Map<String, String> job(Workload workload, String runId) {
    Map<String, String> environment = new HashMap<>(path());
    environment.putAll(sigstore.githubEnvironment(workload));
    environment.put("GITHUB_SERVER_URL", "https://github.com");
    environment.put("GITHUB_REPOSITORY", "acme/shop");
    environment.put("GITHUB_REF", "refs/heads/main");
    environment.put("GITHUB_SHA", workload.claims().getOrDefault("sha", ""));
    environment.put("GITHUB_RUN_ID", runId);
    environment.put("GITHUB_RUN_ATTEMPT", "1");
    return environment;
  }

  private CliProject.Ended run(Map<String, String> environment, String... more) {
    return signing(environment, List.of("run", "--no-report"), more, "check");
  }

  private CliProject.Ended attest(Map<String, String> environment, String... more) {
    return signing(environment, List.of("attest", "--pending"), more);
  }

  private CliProject.Ended signing(
      Map<String, String> environment, List<String> command, String[] more, String... last) {
    List<String> arguments = new ArrayList<>(command);
    arguments.addAll(
        List.of("--trusted-root", root.toString(), "--signing-config", config.toString()));
    arguments.addAll(List.of(more));
    arguments.addAll(List.of(last));
    return cli.here(environment, arguments.toArray(String[]::new));
  }

  private CliProject.Ended verify(String identity, String issuer, String... more) {
    List<String> arguments = new ArrayList<>(List.of("audit", "verify", "--attestation"));
    arguments.addAll(List.of("--identity", identity, "--issuer", issuer));
    arguments.addAll(List.of("--trusted-root", root.toString()));
    arguments.addAll(List.of(more));
    return cli.here(arguments.toArray(String[]::new));
  }
}
