package dev.loopgen.cli.attest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.cli.fixture.CliProject;
import dev.loopgen.cli.fixture.SigningKeyFiles;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code run --attest}, {@code audit verify --attestation} and {@code attest --pending}. */
@Tag("slow")
final class AttestCommandTest extends AttestedProject {

  @Test
  void run_withKey_isAttestedAndVerifies() {
    AuditEntry entry = attested();

    assertThat(bundle(entry, RUN)).exists();
    assertThat(bundle(entry, TEST_RESULT)).exists();
    CliProject.Ended ended = verify(keys).exitsWith(0);
    assertThat(ended.out())
        .contains("INTACT The chain of 1 entry is intact.")
        .contains(
            "  VERIFIED  " + entry.hash().orElseThrow().substring(0, 12) + "  " + id(entry) + "  ")
        .contains("A run that passed is attested by the Ed25519 key sha256:")
        .contains("total: 1 verified, 0 undecided, 0 rejected, 0 missing, 0 orphan, 0 without");
  }

  @Test
  void run_ecdsaKey_isAttestedAndVerifies() {
    SigningKeyFiles ecdsa =
        SigningKeyFiles.generate(directory, "ecdsa", "--algorithm", "ECDSA_P256");
    cli.here("run", "--attest", "--sign-with", ecdsa.path(), "--no-report", "check").exitsWith(0);

    verify(ecdsa).exitsWith(0);
    assertThat(verify(keys).exitsWith(1).out()).contains("REJECTED");
  }

  @Test
  void run_attested_saysSoOnTheConsoleAndInJson() {
    String[] command = {"run", "--sign-with", keys.path(), "--no-report", "check"};

    assertThat(cli.here(command).exitsWith(0).out())
        .contains("  attestation: The run is attested (run, test-result).");
    String json =
        cli.here("run", "--json", "--sign-with", keys.path(), "--no-report", "check")
            .exitsWith(0)
            .out();
    assertThat(json)
        .hasLineCount(1)
        .startsWith("{\"attestation\":{\"description\":\"The run is attested (")
        .contains("\"status\":\"signed\"}");
  }

  @Test
  void run_notAsked_saysNothingOfAttestation() {
    assertThat(cli.here("run", "--json", "check").exitsWith(0).out())
        .doesNotContain("\"attestation\":");
    assertThat(cli.here("run", "--no-attest", "check").exitsWith(0).out())
        .doesNotContain("attestation:");
  }

  @Test
  void run_attestWithNothingToSignWith_runsNothing() throws Exception {
    CliProject marked = CliProject.project(directory.resolve("marked"), "echo ran> ran.txt");

    assertThat(marked.here("run", "--attest", "check").exitsWith(2).err())
        .startsWith("loopgen: There is nothing to sign with.")
        .hasLineCount(1);
    assertThat(
            marked
                .here("run", "--sign-with", directory.resolve("none").toString(), "check")
                .exitsWith(2)
                .err())
        .contains("does not exist");
    assertThat(
            marked
                .here("run", "--sign-with", keys.path(), "--hashing", "STAT", "check")
                .exitsWith(2)
                .err())
        .contains("CONTENT");
    assertThat(directory.resolve("marked/ran.txt")).doesNotExist();
    assertThat(marked.ledger()).doesNotExist();
  }

  @Test
  void run_contradictingOptions_exitWithTwo() {
    String[][] commands = {
      {"run", "--attest", "--no-attest", "check"},
      {"run", "--no-attest", "--sign-with", keys.path(), "check"},
      {"run", "--dry-run", "--sign-with", keys.path(), "check"},
    };

    for (String[] command : commands) {
      assertThat(cli.here(command).exitsWith(2).err()).startsWith("loopgen: ").hasLineCount(1);
    }
    assertThat(cli.ledger()).doesNotExist();
  }

  @Test
  void run_privateKeyInPlaceOfItsFile_isNotRepeated() throws Exception {
    String secret = Files.readString(keys.file()).lines().toList().get(1);

    CliProject.Ended ended =
        cli.here("run", "--sign-with=" + Files.readString(keys.file()), "check").exitsWith(2);

    assertThat(ended.out() + ended.err()).doesNotContain(secret);
  }

  @Test
  void run_bundleThatCannotBeWritten_isNoSuccess() throws Exception {
    cli.write(".loopgen/attestations", "in the way");
    cli.commit();

    CliProject.Ended ended =
        cli.here("run", "--sign-with", keys.path(), "--no-report", "check").exitsWith(1);

    assertThat(ended.out())
        .contains("PASS check")
        .contains("attestation: It could not be attested.");
    assertThat(cli.entries()).hasSize(1);
  }

  @Test
  void run_thatFails_isAttestedAsFailed() throws Exception {
    CliProject failing = CliProject.project(directory.resolve("failing"), "exit 1");
    failing.here("run", "--sign-with", keys.path(), "--no-report", "check").exitsWith(1);

    assertThat(
            failing
                .here("audit", "verify", "--attestation", "--signed-by", keys.publicPath())
                .exitsWith(0)
                .out())
        .contains("A run that failed is attested");
  }

  @Test
  void attest_pending_signsAsWitnessOnly() throws Exception {
    AuditEntry entry = cli.run();
    AuditEntry second = cli.run();

    String out = cli.here("attest", "--pending", "--sign-with", keys.path()).exitsWith(0).out();

    assertThat(out)
        .contains("WITNESSED  " + entry.hash().orElseThrow().substring(0, 12))
        .endsWith("0 attested, 2 witnessed, 0 pending, 0 failed" + System.lineSeparator());
    assertThat(bundle(entry, WITNESS)).exists();
    assertThat(bundle(entry, RUN)).doesNotExist();
    assertThat(verify(keys).exitsWith(3).out()).contains("witnessed, not run", "2 undecided");
    Files.copy(bundle(second, WITNESS), bundle(second, RUN));
    verify(keys).exitsWith(3);
    assertThat(cli.here("attest", "--pending", "--sign-with", keys.path()).exitsWith(0).out())
        .isEqualTo("Every entry has a bundle already." + System.lineSeparator());
  }

  @Test
  void attest_pendingBesideAnAttestedRun_leavesItAlone() throws Exception {
    AuditEntry entry = attested();

    cli.here("attest", "--pending", "--sign-with", keys.path()).exitsWith(0);
    assertThat(bundle(entry, WITNESS)).doesNotExist();
    Files.writeString(bundle(entry, WITNESS), "{}");
    verify(keys).exitsWith(0);
  }

  @Test
  void attest_entry_signsThatOneAlone() {
    cli.run();
    AuditEntry second = cli.run();

    String json =
        cli.here("attest", "--pending", "--json", "--sign-with", keys.path(), "--entry", id(second))
            .exitsWith(0)
            .out();

    assertThat(json)
        .hasLineCount(1)
        .contains("\"entry\":\"" + second.hash().orElseThrow() + "\"")
        .contains("\"ok\":true", "\"status\":\"witnessed\"");
    assertThat(bundle(second, WITNESS)).exists();
    assertThat(bundle(cli.entries().get(0), WITNESS)).doesNotExist();
  }

  @Test
  void attest_entryOfAnotherHashingMode_failsWhereItIsNamed() {
    cli.here("run", "--hashing", "STAT", "--no-report", "check").exitsWith(0);
    String[] all = {"attest", "--pending", "--sign-with", keys.path()};

    cli.here(all).exitsWith(0);
    assertThat(
            cli.here(
                    "attest",
                    "--pending",
                    "--sign-with",
                    keys.path(),
                    "--entry",
                    id(cli.entries().get(0)))
                .exitsWith(1)
                .out())
        .contains("FAILED", "STAT");
  }

  @Test
  void attest_withoutKeyOrPendingOrLedger_exitsWithTwo() {
    cli.here("attest", "--pending", "--sign-with", keys.path()).exitsWith(2);
    cli.run();

    assertThat(cli.here("attest", "--pending").exitsWith(2).err()).contains("nothing to sign with");
    cli.here("attest", "--sign-with", keys.path()).exitsWith(2);
  }

  @Test
  void attest_damagedLedger_signsNothing() throws IOException {
    cli.run();
    cli.write(".loopgen/audit.jsonl", Files.readString(cli.ledger()).replace("check", "chuck"));

    cli.here("attest", "--pending", "--sign-with", keys.path()).exitsWith(1);
    assertThat(directory.resolve("shop/.loopgen/attestations")).doesNotExist();
  }
}
