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
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What {@code audit verify --attestation} says about bundles. */
@Tag("slow")
final class AuditVerifyAttestationTest extends AttestedProject {

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
}
