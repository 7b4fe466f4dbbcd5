package dev.loopgen.cli.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.cli.fixture.CliProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code audit summary} and {@code audit aggregate}. */
@Tag("slow")
final class SummaryCommandTest {

  @TempDir private Path directory;
  private CliProject project;

  @BeforeEach
  void runTwice() throws Exception {
    project = CliProject.project(directory.resolve("org/a"), "true");
    project.run();
    project.run();
  }

  private void edit(Path ledger) throws IOException {
    Files.writeString(ledger, Files.readString(ledger).replace("\"referee\"", "\"reviewer\""));
  }

  private CliProject.Ended aggregate(String... more) {
    String[] all = new String[more.length + 2];
    all[0] = "audit";
    all[1] = "aggregate";
    System.arraycopy(more, 0, all, 2, more.length);
    return CliProject.execute(all);
  }

  private String org() {
    return directory.resolve("org").toString();
  }

  @Test
  void summary_ofAnIntactLedger_exitsWithZero() {
    CliProject.Ended ended = project.here("audit", "summary").exitsWith(0);

    assertThat(ended.out())
        .contains("Runs: 2 (2 passed, 0 failed), pass rate 100%", "Chain: INTACT", "check");
  }

  @Test
  void summary_ofABrokenLedger_isRefused() throws Exception {
    edit(project.ledger());

    CliProject.Ended ended = project.here("audit", "summary").exitsWith(1);

    assertThat(ended.out()).startsWith("BROKEN: 1 ledger not intact").contains("Runs: 0");
  }

  @Test
  void summary_ofALedgerThatHistoryContradicts_isRefused() throws Exception {
    project.commit();
    List<String> lines = Files.readAllLines(project.ledger());
    Files.write(project.ledger(), lines.subList(0, 1));

    project.here("audit", "summary").exitsWith(1);
    project.here("audit", "summary", "--no-history").exitsWith(0);
  }

  @Test
  void summary_withoutALedger_cannotDoTheJob() throws Exception {
    CliProject.Ended ended =
        CliProject.in(Files.createDirectories(directory.resolve("none")))
            .here("audit", "summary")
            .exitsWith(2);

    assertThat(ended.out()).contains("NOTHING TO CHECK", "There is no ledger");
  }

  @Test
  void summary_json_hasNpmsMembers() {
    assertThat(project.here("audit", "summary", "--json").exitsWith(0).out())
        .contains("\"total\":2", "\"byLoop\":{\"check\":{", "\"chain\":{\"valid\":true}");
  }

  @Test
  void aggregate_findsLedgersBelowADirectory() throws Exception {
    CliProject.project(directory.resolve("org/deep/1/2/3/4/5/6/7/8/b"), "true").run();

    assertThat(aggregate(org()).exitsWith(0).out()).contains("Runs: 3", "2 of 2 sources");
  }

  @Test
  void aggregate_ofASourceThatIsMissing_cannotDoTheJob() {
    CliProject.Ended ended = aggregate(org(), directory.resolve("no-such").toString()).exitsWith(2);

    assertThat(ended.out()).contains("no-such", "Runs: 2", "1 of 2 sources");
  }

  @Test
  void aggregate_ofABrokenAndAMissingSource_isRefused() throws Exception {
    edit(project.ledger());

    aggregate(org(), directory.resolve("no-such").toString()).exitsWith(1);
  }

  @Test
  void aggregate_withoutAPath_isBadInput() {
    assertThat(aggregate().exitsWith(2).err()).contains("PATH");
  }

  @Test
  void aggregate_theSameLedgerTwice_countsOnceAndSaysSo() {
    assertThat(aggregate(org(), project.ledger().toString()).exitsWith(0).out())
        .contains("Runs: 2", "Given twice: ");
  }

  @Test
  void reports_areWrittenAsAWholeAndReadable() throws Exception {
    Path markdown = Files.writeString(directory.resolve("report.md"), "old");
    Path html = directory.resolve("report.html");

    aggregate(org(), "--report", markdown.toString(), "--html", html.toString()).exitsWith(0);

    assertThat(Files.readString(markdown)).startsWith("# loopgen governance report");
    assertThat(Files.readString(html)).startsWith("<!DOCTYPE html>").contains("check");
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("org", "report.md", "report.html");
    }
  }

  @Test
  void report_inPlaceOfALedger_isRefusedBeforeAnythingIsRead() throws Exception {
    byte[] before = Files.readAllBytes(project.ledger());

    CliProject.Ended ended = aggregate(org(), "--report", project.ledger().toString()).exitsWith(2);

    assertThat(ended.err()).contains("is the name of a ledger");
    assertThat(project.ledger()).hasBinaryContent(before);
    aggregate(org(), "--html", directory.resolve("no/such/x.html").toString()).exitsWith(2);
  }

  @Test
  void range_comparesInstants() {
    AuditEntry last = project.entries().get(1);
    String at = last.json().string("timestamp").orElseThrow();
    String shifted = Instant.parse(at).atOffset(ZoneOffset.ofHours(5)).toString();

    assertThat(aggregate(org(), "--since", shifted).exitsWith(0).out()).contains("Runs: 1 ");
    assertThat(aggregate(org(), "--until", shifted).exitsWith(0).out()).contains("Runs: 1 ");
    assertThat(aggregate(org(), "--since", "2100-01-01").exitsWith(0).out()).contains("Runs: 0 ");
    assertThat(aggregate(org(), "--since", "soon").exitsWith(2).err()).contains("an instant must");
    assertThat(
            aggregate(org(), "--since", "2027-01-01", "--until", "2026-01-01").exitsWith(2).err())
        .contains("is not before");
  }

  @Test
  void attestation_withoutAnExpectedSigner_isBadInput() {
    aggregate(org(), "--attestation").exitsWith(2);
  }

  @Test
  void attestation_countsWhatWasVerifiedOnly() throws Exception {
    CliProject attested = CliProject.project(directory.resolve("org/b"), "true");
    Path key = directory.resolve("signing.pem");
    Path publicKey = directory.resolve("public.pem");
    Path other = directory.resolve("other.pem");
    CliProject.execute(
            "keys", "generate-signing", "--out", key.toString(), "--public", publicKey.toString())
        .exitsWith(0);
    CliProject.execute(
            "keys",
            "generate-signing",
            "--out",
            directory.resolve("x.pem").toString(),
            "--public",
            other.toString())
        .exitsWith(0);
    attested
        .here("run", "--no-report", "--attest", "--sign-with", key.toString(), "check")
        .exitsWith(0);

    String byKey =
        aggregate(org(), "--attestation", "--signed-by", publicKey.toString(), "--json")
            .exitsWith(0)
            .out();
    String byOther =
        aggregate(org(), "--attestation", "--signed-by", other.toString(), "--json")
            .exitsWith(1)
            .out();

    assertThat(byKey).contains("\"byTier\":{\"key-signed\":1,\"local\":2}");
    assertThat(byOther).contains("\"byTier\":{\"attestation-refuted\":1,\"local\":2}");
    assertThat(aggregate(org(), "--json").exitsWith(0).out()).contains("\"byTier\":{\"local\":3}");
  }
}
