package dev.loopgen.cli.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.attest.CiIdentity;
import dev.loopgen.api.json.Json;
import dev.loopgen.cli.fixture.CliProject;
import dev.loopgen.cli.fixture.SignedDecision;
import dev.loopgen.cli.fixture.SigningKeyFiles;
import dev.loopgen.sigstore.fixture.SigstoreFixture;
import dev.loopgen.sigstore.fixture.Workload;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Decisions that a CI job signed through services on the loopback interface. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("slow")
final class DecisionVerifyKeylessTest {

  private static final String WORKFLOW = ".github/workflows/loop.yml";
  private static final String SIGNER =
      "https://github.com/acme/shop/" + WORKFLOW + "@refs/heads/main";

  private final SigstoreFixture sigstore = SigstoreFixture.start();

  @TempDir private Path directory;

  private CliProject cli;
  private Path root;
  private Path bundle;

  @AfterAll
  void stop() {
    sigstore.close();
  }

  @BeforeEach
  void makeProject() throws Exception {
    cli = CliProject.project(directory.resolve("shop"), "git --version");
    root = Files.write(directory.resolve("trusted_root.json"), sigstore.trustedRoot());
    bundle = directory.resolve("decision.json");
    cli.run();
  }

  @Test
  void verify_ofAJob_namesItAndItsProvenTime() throws Exception {
    decide(1);
    assertThat(verify(SIGNER, "--max-age", "1h").exitsWith(0).out())
        .contains("  signer    " + SIGNER, " (transparency log)\n", "\nVERIFIED");

    decide(2);
    assertThat(verify(SIGNER, "--max-age", "1h").exitsWith(0).out())
        .contains(" (timestamp authority)\n");
  }

  @Test
  void verify_otherIdentities_areRejected() throws Exception {
    decide(1);

    for (String other :
        List.of(
            SIGNER.replace("refs/heads/main", "refs/heads/other"),
            SIGNER.replace("loop.yml", "loop2.yml"),
            SIGNER.replace("acme/shop", "acme/shop2"),
            "somebody@example.test")) {
      assertThat(verify(other).exitsWith(1).out()).contains("\nREJECTED");
    }
    Path key = SigningKeyFiles.generate(directory, "key").publicFile();
    assertThat(verifyWith("--signed-by", key.toString()).exitsWith(1).out())
        .contains("signed with a certificate");
  }

  @Test
  void verify_ofAnotherCommitOfTheSameTree_isAcceptedWhereAskedFor() throws Exception {
    decide(1);
    String tree = cli.tryGit("rev-parse", "HEAD^{tree}").out().strip();
    cli.git("commit", "-q", "--allow-empty", "-m", "the same again");

    verify(SIGNER).exitsWith(1);
    verify(SIGNER, "--any-commit").exitsWith(0);
    verify(SIGNER, "--tree", tree).exitsWith(0);
    verify(SIGNER.replace("main", "other"), "--any-commit").exitsWith(1);
  }

  @Test
  void verify_logEntryThatNobodyCanCheck_isUndecided() throws Exception {
    decide(1);
    Json.Obj entries =
        new SignedDecision(bundle).json().object("verificationMaterial").orElseThrow();
    String log = new Json.Array(entries.array("tlogEntries").orElseThrow()).text();
    SigningKeyFiles key = SigningKeyFiles.generate(directory, "key");
    check(Map.of(), "--sign-with", key.path(), "--resource", "git+https://github.com/acme/shop");
    verifyWith("--signed-by", key.publicPath()).exitsWith(0);
    new SignedDecision(bundle)
        .edit(text -> text.replace("\"publicKey\":", "\"tlogEntries\":" + log + ",\"publicKey\":"));

    assertThat(verifyWith("--signed-by", key.publicPath()).exitsWith(3).out())
        .contains("\nUNDECIDED");
    verifyWith("--signed-by", key.publicPath(), "--trusted-root", root.toString()).exitsWith(1);
  }

  @Test
  void verify_rootWithoutASignerOrASignerWithoutRoot_isBadInput() throws Exception {
    decide(1);

    assertThat(verifyWith("--trusted-root", root.toString()).exitsWith(2).err())
        .contains("Anybody can sign");
    assertThat(verifyWith("--identity", SIGNER, "--issuer", CiIdentity.GITHUB).exitsWith(2).err())
        .contains("--identity needs --trusted-root");
  }

  private void decide(int generation) throws Exception {
    Path config = Files.write(directory.resolve("config.json"), sigstore.signingConfig(generation));
    String commit = cli.tryGit("rev-parse", "HEAD").out().strip();
    Map<String, String> job =
        new HashMap<>(
            sigstore.githubEnvironment(
                Workload.github("acme/shop", WORKFLOW, "refs/heads/main", commit)));
    job.put("GITHUB_SERVER_URL", "https://github.com");
    job.put("GITHUB_REPOSITORY", "acme/shop");
    check(job, "--trusted-root", root.toString(), "--signing-config", config.toString());
  }

  private void check(Map<String, String> environment, String... options) {
    List<String> all = new ArrayList<>(List.of("audit", "check", "--vsa", bundle.toString()));
    all.addAll(List.of(options));
    cli.here(environment, all.toArray(String[]::new)).exitsWith(0);
  }

  private CliProject.Ended verify(String identity, String... more) {
    List<String> options =
        new ArrayList<>(
            List.of("--trusted-root", root.toString(), "--identity", identity, "--issuer"));
    options.add(CiIdentity.GITHUB);
    options.addAll(List.of(more));
    return verifyWith(options.toArray(String[]::new));
  }

  private CliProject.Ended verifyWith(String... options) {
    List<String> all = new ArrayList<>(List.of("decision", "verify"));
    all.addAll(List.of(options));
    all.addAll(List.of("--resource", "git+https://github.com/acme/shop", bundle.toString()));
    return cli.here(all.toArray(String[]::new));
  }
}
