package dev.loopgen.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.cli.fixture.CliProject;
import dev.loopgen.cli.fixture.SigningKeyFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
final class PolicyCommandTest {

  @TempDir private Path directory;
  private CliProject cli;
  private Path policy;

  @BeforeEach
  void makeProject() throws Exception {
    cli = CliProject.project(directory.resolve("shop"), "git --version");
    policy = directory.resolve("shop/.loopgen/policy.yaml");
  }

  @Test
  void init_preset_isWrittenOnceAndReplacedOnlyWhenTold() throws Exception {
    assertThat(cli.here("policy", "init").exitsWith(0).out()).contains("once it is reviewed");
    String written = Files.readString(policy);
    assertThat(written).startsWith("# Runs count").contains("trust: local");

    Files.writeString(policy, "mine");
    assertThat(cli.here("policy", "init").exitsWith(2).err()).contains("--force");
    assertThat(Files.readString(policy)).isEqualTo("mine");
    cli.here("policy", "init", "--force").exitsWith(0);
    assertThat(Files.readString(policy)).isEqualTo(written);
  }

  @Test
  void init_missingOrWrongParameter_writesNothing() {
    assertThat(cli.here("policy", "init", "--preset", "github-keyless").exitsWith(2).err())
        .contains("repository, workflow, ref")
        .hasLineCount(1);
    cli.here("policy", "init", "--preset", "key-signed", "--set", "key=abc").exitsWith(2);
    cli.here("policy", "init", "--preset", "strict").exitsWith(2);
    cli.here("policy", "init", "--set", "key").exitsWith(2);

    assertThat(policy).doesNotExist();
  }

  @Test
  void init_linkInTheWay_isNotFollowed() throws Exception {
    Path elsewhere = Files.writeString(directory.resolve("elsewhere"), "mine");
    Files.createSymbolicLink(policy, elsewhere);

    cli.here("policy", "init", "--force").exitsWith(2);
    assertThat(Files.readString(elsewhere)).isEqualTo("mine");
  }

  @Test
  void explain_noPolicyAtTheBase_saysSoAndWhatHolds() throws Exception {
    cli.write(".loopgen/policy.yaml", "version: 1\nfreshness: {maxAge: 7d}\n");

    assertThat(cli.here("policy", "explain").exitsWith(0).out())
        .contains("The policy comes from loopgen, as the base has no .loopgen/policy.yaml.")
        .contains("  base:   ", "  freshness: A run may be of any age.")
        .doesNotContain("sha256");
    assertThat(cli.here("policy", "explain", "--policy", policy.toString()).exitsWith(0).out())
        .contains("  sha256: ", "  freshness: A run must not be older than PT168H.");
  }

  @Test
  void explain_policyOfTheBase_isNotTheOneOnDisk() throws Exception {
    cli.write(".loopgen/policy.yaml", "version: 1\nrequire: [{loop: check}]\n");
    cli.commit();
    cli.write(".loopgen/policy.yaml", "version: 1\nrequire: [{loop: nightly}]\n");

    assertThat(cli.here("policy", "explain", "--json").exitsWith(0).out())
        .contains("\"origin\":\".loopgen/policy.yaml at the base\"", "have passed: check.")
        .doesNotContain("nightly");
  }

  @Test
  void test_policyThatAsksForMore_listsTheDecisionsThatFlip() throws Exception {
    cli.run();
    cli.write("src/app.txt", "two\n");
    cli.run();
    cli.write(".loopgen/policy.yaml", "version: 1\n");
    assertThat(cli.here("policy", "test").exitsWith(0).out())
        .contains("0 of 2 decisions would differ.");

    cli.write(".loopgen/policy.yaml", "version: 1\nfreshness: {since: 2999-01-01}\n");

    assertThat(cli.here("policy", "test").exitsWith(1).out())
        .contains("REFUSED NOW", "freshness: ", "2 of 2 decisions would differ.");
    assertThat(cli.here("policy", "test", "--limit", "1", "--json").exitsWith(1).out())
        .contains("\"before\":\"accepted\"", "\"after\":\"refused\"", "\"leftOut\":1");
  }

  @Test
  void test_policyThatAsksForLess_listsWhatWouldBeAccepted() throws Exception {
    cli.run();
    cli.write(".loopgen/policy.yaml", "version: 1\nfreshness: {since: 2999-01-01}\n");
    cli.commit();
    cli.git("checkout", "-qb", "feature");
    cli.write(".loopgen/policy.yaml", "version: 1\n");

    assertThat(cli.here("policy", "test", "--trust-ref", "main").exitsWith(1).out())
        .contains("ACCEPTED NOW");
  }

  @Test
  void test_attestedPolicy_verifiesTheBundles() throws Exception {
    SigningKeyFiles key = SigningKeyFiles.generate(directory, "signing");
    cli.run();
    cli.write("src/app.txt", "two\n");
    cli.here("run", "--sign-with", key.path(), "--no-report", "check").exitsWith(0);
    cli.here("policy", "init", "--preset", "key-signed", "--set", "key=@" + key.publicPath())
        .exitsWith(0);

    assertThat(cli.here("policy", "test").exitsWith(1).out())
        .contains("trust: No bundle vouches for it", "1 of 2 decisions would differ.");
  }

  @Test
  void test_nothingToReplay_exitsWithTwo() throws Exception {
    cli.here("policy", "test").exitsWith(2);
    cli.write(".loopgen/policy.yaml", "version: 1\n");

    assertThat(cli.here("policy", "test").exitsWith(2).err()).contains("There is no ledger");
    cli.run();
    cli.here("policy", "test", "--limit", "0").exitsWith(2);
  }
}
