package dev.loopgen.cli.attest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.attest.CiIdentity;
import dev.loopgen.cli.fixture.CliProject;
import dev.loopgen.sigstore.fixture.SigstoreFixture;
import dev.loopgen.sigstore.fixture.Workload;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signs and verifies with the runnable jar, which has everything that keyless signing needs. */
final class AttestationIT {

  private static final String WORKFLOW = ".github/workflows/loop.yml";

  @TempDir private Path directory;

  @Test
  void run_asCiJob_isAttestedAndVerifies() throws Exception {
    CliProject cli = CliProject.project(directory.resolve("shop"), "git --version");
    String commit = cli.tryGit("rev-parse", "HEAD").out().strip();
    Workload workload = Workload.github("acme/shop", WORKFLOW, "refs/heads/main", commit);
    try (SigstoreFixture sigstore = SigstoreFixture.start()) {
      Path root = Files.write(directory.resolve("root.json"), sigstore.trustedRoot());
      Path config = Files.write(directory.resolve("config.json"), sigstore.signingConfig(1));
      Map<String, String> job = new HashMap<>(sigstore.githubEnvironment(workload));
      job.putAll(
          Map.of(
              "GITHUB_SERVER_URL", "https://github.com",
              "GITHUB_REPOSITORY", "acme/shop",
              "GITHUB_SHA", commit,
              "GITHUB_RUN_ID", "7001",
              "GITHUB_RUN_ATTEMPT", "1"));

      cli.loopgen(
              job, "run", "--trusted-root", root.toString(), "--signing-config", config.toString())
          .exitsWith(0);

      assertThat(
              cli.loopgen(
                      "audit",
                      "verify",
                      "--attestation",
                      "--identity",
                      "https://github.com/acme/shop/" + WORKFLOW + "@refs/heads/main",
                      "--issuer",
                      CiIdentity.GITHUB,
                      "--trusted-root",
                      root.toString())
                  .exitsWith(0)
                  .out())
          .contains("total: 1 verified");
    }
  }

  @Test
  void run_withKey_isAttestedAndVerifies() throws Exception {
    CliProject cli = CliProject.project(directory.resolve("shop"), "git --version");
    String key = directory.resolve("key.pem").toString();
    CliProject.Ended made = cli.loopgen("keys", "generate-signing", "--out", key).exitsWith(0);
    Path publicKey = Files.writeString(directory.resolve("key.pub"), made.out());

    cli.loopgen("run", "--attest", "--sign-with", key).exitsWith(0);
    cli.loopgen("audit", "verify", "--attestation", "--signed-by", publicKey.toString())
        .exitsWith(0);
  }

  @Test
  void jarAlone_doesAllButKeyless_andSaysWhatIsMissing() throws Exception {
    CliProject cli =
        CliProject.project(directory.resolve("shop"), "git --version").withJarIn(directory);
    String key = directory.resolve("key.pem").toString();
    cli.loopgen("keys", "generate-signing", "--out", key).exitsWith(0);
    cli.loopgen("run", "--attest", "--sign-with", key).exitsWith(0);
    String root = Files.writeString(directory.resolve("root.json"), "{}").toString();

    CliProject.Ended verify =
        cli.loopgen(
            "audit",
            "verify",
            "--attestation",
            "--identity",
            "dev@example.test",
            "--issuer",
            "https://accounts.example.test",
            "--trusted-root",
            root);
    CliProject.Ended run = cli.loopgen("run", "--trusted-root", root, "--signing-config", root);

    assertThat(verify.exitsWith(2).err()).contains("loopgen-keyless.jar").hasLineCount(1);
    assertThat(run.exitsWith(2).err()).contains("loopgen-keyless.jar").hasLineCount(1);
  }
}
