package dev.loopgen.cli.attest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.attest.AttestationOutcome;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.attest.KeyAttestor;
import dev.loopgen.cli.fixture.CliProject;
import dev.loopgen.cli.fixture.SigningKeyFiles;
import dev.loopgen.cli.signing.SigningKeyReader;
import dev.loopgen.core.Attestations;
import dev.loopgen.core.Loopgen;
import dev.loopgen.testkit.AttestableEntry;
import dev.loopgen.testkit.LedgerFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code run --attest}, {@code audit verify --attestation} and {@code attest --pending}. */
final class AttestCommandTest {

  private static final String RUN = ".sigstore.json";
  private static final String TEST_RESULT = ".test-result.sigstore.json";
  private static final String WITNESS = ".witness.sigstore.json";

  @TempDir private Path directory;

  private CliProject cli;
  private SigningKeyFiles keys;

  @BeforeEach
  void makeProject() throws Exception {
    cli = CliProject.project(directory.resolve("shop"), "git --version");
    keys = SigningKeyFiles.generate(directory, "signing");
  }

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
  void verify_withoutExpectation_exitsWithTwo() throws Exception {
    attested();

    assertThat(cli.here("audit", "verify", "--attestation").exitsWith(2).err())
        .contains("--signed-by");
    cli.here("audit", "verify", "--signed-by", keys.publicPath()).exitsWith(2);
    CliProject.Ended ended =
        cli.here("audit", "verify", "--attestation", "--signed-by", keys.path()).exitsWith(2);
    assertThat(ended.out() + ended.err()).doesNotContain(Files.readAllLines(keys.file()).get(1));
  }

  @Test
  void verify_otherKey_isRejected() {
    attested();

    assertThat(verify(SigningKeyFiles.generate(directory, "other")).exitsWith(1).out())
        .contains("REJECTED", "not signed with the expected key");
  }

  @Test
  void verify_keysReplaced_acceptsEitherAndSaysWhich() {
    SigningKeyFiles next = SigningKeyFiles.generate(directory, "next");
    attested();
    cli.here("run", "--sign-with", next.path(), "--no-report", "check").exitsWith(0);

    List<String> lines =
        verify(keys, "--signed-by", next.publicPath())
            .exitsWith(0)
            .out()
            .lines()
            .filter(line -> line.startsWith("  VERIFIED  "))
            .map(line -> line.substring(line.indexOf("the Ed25519 key"), line.indexOf(", at a")))
            .toList();
    assertThat(lines).hasSize(2).doesNotHaveDuplicates();
    assertThat(verify(next).exitsWith(1).out()).contains("1 verified, 0 undecided, 1 rejected");
    verify(SigningKeyFiles.generate(directory, "a"), "--signed-by", next.path()).exitsWith(2);
  }

  @Test
  void verify_changedBundle_isRejected() throws Exception {
    AuditEntry entry = attested();
    String bundle = Files.readString(bundle(entry, RUN));
    int payload = bundle.indexOf("\"payload\":\"") + 40;
    char other = bundle.charAt(payload) == 'A' ? 'B' : 'A';
    Files.writeString(
        bundle(entry, RUN), bundle.substring(0, payload) + other + bundle.substring(payload + 1));
    assertThat(verify(keys).exitsWith(1).out()).contains("REJECTED");

    Files.writeString(bundle(entry, RUN), "{}");
    assertThat(verify(keys).exitsWith(1).out()).contains("REJECTED");
  }

  @Test
  void verify_bundlesOfTwoEntriesSwapped_areBothRejected() throws Exception {
    AuditEntry first = attested();
    AuditEntry second = attested();
    for (String suffix : List.of(RUN, TEST_RESULT)) {
      byte[] bundle = Files.readAllBytes(bundle(first, suffix));
      Files.copy(
          bundle(second, suffix), bundle(first, suffix), StandardCopyOption.REPLACE_EXISTING);
      Files.write(bundle(second, suffix), bundle);
    }

    assertThat(verify(keys).exitsWith(1).out())
        .contains("The statement is about another entry.")
        .contains("0 verified, 0 undecided, 2 rejected");
  }

  @Test
  void verify_bundleUnderTheNameOfAnotherKind_isRejected() throws Exception {
    AuditEntry entry = attested();
    byte[] run = Files.readAllBytes(bundle(entry, RUN));
    byte[] result = Files.readAllBytes(bundle(entry, TEST_RESULT));

    Files.write(bundle(entry, RUN), result);
    assertThat(verify(keys).exitsWith(1).out()).contains("The bundle is of another kind");
    Files.write(bundle(entry, TEST_RESULT), run);
    verify(keys).exitsWith(1);
    Files.write(bundle(entry, RUN), run);
    verify(keys).exitsWith(1);
    Files.write(bundle(entry, TEST_RESULT), result);
    verify(keys).exitsWith(0);
  }

  @Test
  void verify_oneOfTwoEntriesAttested_countsTheOther() {
    cli.run();
    attested();

    assertThat(verify(keys).exitsWith(0).out()).contains("1 verified", ", 1 without attestation");
  }

  @Test
  void verify_noBundleAtAll_isAFailure() throws Exception {
    AuditEntry entry = attested();
    Files.delete(bundle(entry, RUN));
    assertThat(verify(keys).exitsWith(3).out()).contains("UNDECIDED", "only a test result");

    Files.delete(bundle(entry, TEST_RESULT));
    assertThat(verify(keys).exitsWith(1).out()).contains("There is no attestation at all.");
  }

  @Test
  void verify_bundleWithoutEntry_isAnOrphan() throws Exception {
    AuditEntry entry = attested();
    Files.copy(bundle(entry, RUN), bundle(entry, RUN).resolveSibling("gone" + RUN));

    assertThat(verify(keys).exitsWith(1).out()).contains("  ORPHAN  no entry  gone  ");
  }

  @Test
  void verify_entryThatClaimsTheTierWithoutBundle_isMissing() throws Exception {
    cli.run();
    Json.Obj local = cli.entries().get(0).json();
    Map<String, Json> members = new LinkedHashMap<>(local.members());
    members.put("provenance", Json.object().put("tier", "attested").build());
    AuditEntry claiming = AuditEntry.link(new Json.Obj(members), List.of());
    cli.write(".loopgen/audit.jsonl", claiming.json().canonical() + "\n");

    assertThat(verify(keys, "--no-history").exitsWith(1).out())
        .contains("MISSING", "says that it is attested, but it has no bundle");
  }

  @Test
  void verify_damagedLedger_isNotLookedAtFurther() throws Exception {
    attested();
    cli.write(".loopgen/audit.jsonl", Files.readString(cli.ledger()).replace("check", "chuck"));

    assertThat(verify(keys).exitsWith(1).out())
        .startsWith("NOT INTACT")
        .doesNotContain("ATTESTATIONS");
  }

  @Test
  void verify_manyEntries_haveTheirLinesInTheLedgersOrder() throws Exception {
    List<Json.Obj> facts =
        IntStream.range(0, 300).mapToObj(i -> LedgerFacts.judged("run-" + i, i % 7 != 0)).toList();
    KeyAttestor attestor = new KeyAttestor(SigningKeyReader.read(keys.file()));
    Attestations bundles = Loopgen.attestations(directory.resolve("shop"));
    StringBuilder lines = new StringBuilder();
    for (AttestableEntry run : AttestableEntry.of(facts)) {
      lines.append(run.entry().json().canonical()).append('\n');
      AttestationOutcome outcome = attestor.attest(run.entry(), run.position());
      bundles.store(run.entry(), ((AttestationOutcome.Signed) outcome).bundles());
    }
    cli.write(".loopgen/audit.jsonl", lines.toString());
    Files.writeString(directory.resolve("shop/.loopgen/attestations/run-150" + RUN), "{}");

    CliProject.Ended ended = verify(keys, "--no-history").exitsWith(1);

    assertThat(ended.out()).contains("299 verified, 0 undecided, 1 rejected, 0 missing, 0 orphan");
    assertThat(ended.out().lines().filter(line -> line.contains("  run-")))
        .extracting(line -> line.replaceAll(".*  (run-[0-9]+)  .*", "$1"))
        .containsExactlyElementsOf(IntStream.range(0, 300).mapToObj(i -> "run-" + i).toList());
  }

  @Test
  void verify_json_hasEveryEntryAndTheTotal() {
    AuditEntry entry = attested();

    String json = verify(keys, "--json").exitsWith(0).out();

    assertThat(json)
        .hasLineCount(1)
        .startsWith("{\"attestation\":{\"entries\":[{\"description\":\"A run that passed ")
        .contains("\"entry\":\"" + entry.hash().orElseThrow() + "\",\"finding\":\"verified\"")
        .contains("\"ok\":true")
        .contains(
            "\"total\":{\"missing\":0,\"orphan\":0,\"rejected\":0,\"undecided\":0,\"verified\":1,"
                + "\"without\":0}")
        .contains("\"intact\":true");
  }

  @Test
  void verify_mergedHistories_placesEachEntryInItsOwn() throws Exception {
    attested();
    cli.commit();
    cli.git("checkout", "-q", "-b", "other");
    attested();
    cli.commit();
    cli.git("checkout", "-q", "main");
    attested();
    cli.commit();
    cli.tryGit("merge", "other");
    cli.here("ledger", "merge").exitsWith(0);
    cli.commit();
    attested();

    assertThat(verify(keys).exitsWith(0).out()).contains("total: 4 verified");
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

  private AuditEntry attested() {
    cli.here("run", "--attest", "--sign-with", keys.path(), "--no-report", "check").exitsWith(0);
    List<AuditEntry> entries = cli.entries();
    return entries.get(entries.size() - 1);
  }

  private CliProject.Ended verify(SigningKeyFiles expected, String... more) {
    String[] command = new String[5 + more.length];
    System.arraycopy(
        new String[] {"audit", "verify", "--attestation", "--signed-by"}, 0, command, 0, 4);
    command[4] = expected.publicPath();
    System.arraycopy(more, 0, command, 5, more.length);
    return cli.here(command);
  }

  private Path bundle(AuditEntry entry, String suffix) {
    return directory.resolve("shop/.loopgen/attestations").resolve(id(entry) + suffix);
  }

  private static String id(AuditEntry entry) {
    return entry.entryId().orElseThrow();
  }
}
