package dev.loopgen.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.cli.fixture.CliProject;
import dev.loopgen.sigstore.fixture.SigstoreFixture;
import dev.loopgen.sigstore.fixture.Workload;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Waivers that a CI job signed through services on the loopback interface. */
@Tag("slow")
final class PolicyWaiveKeylessTest {

  private static final String WORKFLOW = ".github/workflows/waive.yml";

  private static final String POLICY =
      "version: 1\nfreshness: {since: 2999-01-01}\nwaiverSigners:\n  - github:\n"
          + "      repository: https://github.com/acme/waivers\n      workflow: "
          + WORKFLOW
          + "\n      ref: refs/heads/main\n";

  private final SigstoreFixture sigstore = SigstoreFixture.start();

  @TempDir private Path directory;

  private CliProject cli;
  private Path root;

  @BeforeEach
  void makeProject() throws Exception {
    cli = CliProject.project(directory.resolve("shop"), "git --version");
    root = Files.write(directory.resolve("trusted_root.json"), sigstore.trustedRoot());
    cli.write(".loopgen/policy.yaml", POLICY);
    cli.commit();
    cli.git("checkout", "-qb", "feature");
    cli.write("src/app.txt", "two\n");
    cli.commit("src");
    cli.run();
  }

  @AfterEach
  void stop() {
    sigstore.close();
  }

  private void waive(String repository, String workflow, String ref) throws Exception {
    Path config = Files.write(directory.resolve("config.json"), sigstore.signingConfig(2));
    cli.here(
            sigstore.githubEnvironment(Workload.github(repository, workflow, ref, "9".repeat(40))),
            "policy",
            "waive",
            "freshness",
            "--owner",
            "ops",
            "--reason",
            "why not",
            "--expires",
            "2999-12-31",
            "--trusted-root",
            root.toString(),
            "--signing-config",
            config.toString())
        .exitsWith(0);
  }

  private CliProject.Ended check(String... options) {
    String[] all = new String[options.length + 5];
    System.arraycopy(
        new String[] {"audit", "check", "--explain", "--trust-ref", "main"}, 0, all, 0, 5);
    System.arraycopy(options, 0, all, 5, options.length);
    return cli.here(all);
  }

  @Test
  void check_waiverOfTheNamedJob_countsWhereItCanBeVerified() throws Exception {
    waive("acme/waivers", WORKFLOW, "refs/heads/main");

    assertThat(check("--trusted-root", root.toString()).exitsWith(0).out())
        .contains("1 waiver is in force.", WORKFLOW);
    assertThat(check().exitsWith(1).out()).contains("This verifier checks no certificates.");
    Path lax = directory.resolve("policy.yaml");
    Files.writeString(lax, POLICY.replace("since: 2999", "since: 1999"));
    check("--policy", lax.toString()).exitsWith(3);
    check("--policy", lax.toString(), "--trusted-root", root.toString()).exitsWith(0);
  }

  @Test
  void check_waiverOfAnotherJob_hasNoEffect() throws Exception {
    waive("acme/waivers", WORKFLOW, "refs/heads/feature");
    waive("acme/waivers", ".github/workflows/other.yml", "refs/heads/main");
    waive("acme/shop", WORKFLOW, "refs/heads/main");

    assertThat(check("--trusted-root", root.toString()).exitsWith(1).out())
        .contains("0 waivers are in force.");
  }
}
