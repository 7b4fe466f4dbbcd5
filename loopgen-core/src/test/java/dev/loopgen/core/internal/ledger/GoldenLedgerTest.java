package dev.loopgen.core.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.core.fixture.NpmVectors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The ledgers that npm loopgen 0.7.1 wrote, and its own verdicts on what was done to them. */
@Tag("slow")
final class GoldenLedgerTest {

  @TempDir private Path directory;

  static Stream<Map.Entry<String, Json>> verdicts() {
    Json.Obj verdicts = (Json.Obj) Json.parse(NpmVectors.golden("npm-verdicts.json"));
    return verdicts.members().entrySet().stream();
  }

  @ParameterizedTest
  @MethodSource("verdicts")
  void verify_goldenLedger_agreesWithNpm(Map.Entry<String, Json> verdict) throws IOException {
    Json.Obj npm = (Json.Obj) verdict.getValue();

    ChainStatus status = ledger(verdict.getKey()).verify();

    assertThat(status.isIntact()).isEqualTo(npm.bool("valid").orElse(false));
    npm.find("brokenAt").ifPresent(index -> assertThat(Json.of(brokenAt(status))).isEqualTo(index));
    if (status instanceof ChainStatus.Intact intact) {
      assertThat(Json.of(intact.head().size())).isEqualTo(npm.find("entries").orElseThrow());
    }
  }

  @Test
  void append_toALedgerOfNpm_continuesItsChain() throws IOException, InterruptedException {
    JsonlAuditLedger ledger = ledger("ledger-ok.jsonl");
    AuditEntry last = last(ledger);
    byte[] before = Files.readAllBytes(directory.resolve("audit.jsonl"));

    AuditEntry appended = ledger.append(facts(last, "another-run"));

    assertThat(appended.prevHash()).isEqualTo(last.hash());
    assertThat(ledger.verify().isIntact()).isTrue();
    assertThat(Files.readAllBytes(directory.resolve("audit.jsonl"))).startsWith(before);
  }

  @Test
  void verify_truncatedTail_isIntactBecauseNothingHeldContradictsIt() throws IOException {
    assertThat(ledger("ledger-truncated-tail.jsonl").verify().isIntact()).isTrue();
  }

  @Test
  void verify_entryWithUnknownMembers_isCarriedAndHashed() throws Exception {
    JsonlAuditLedger ledger = ledger("ledger-ok.jsonl");
    AuditEntry last = last(ledger);
    Json.ObjectBuilder extended = Json.object();
    facts(last, "from-the-future").members().forEach(extended::put);

    ledger.append(extended.put("fromTheFuture", Json.object().put("x", 1e21).build()).build());

    assertThat(ledger.verify().isIntact()).isTrue();
    assertThat(last(ledger).json().find("fromTheFuture")).isPresent();
  }

  private static Json.Obj facts(AuditEntry entry, String id) {
    Json.ObjectBuilder facts = Json.object().put("entryId", id);
    entry.json().members().entrySet().stream()
        .filter(member -> !member.getKey().matches("entryId|hash|prevHash"))
        .forEach(member -> facts.put(member.getKey(), member.getValue()));
    return facts.build();
  }

  private static long brokenAt(ChainStatus status) {
    return ((ChainStatus.AtEntry) status).index();
  }

  private static AuditEntry last(JsonlAuditLedger ledger) {
    return ledger.entries().reduce((before, entry) -> entry).orElseThrow();
  }

  private JsonlAuditLedger ledger(String golden) throws IOException {
    Path file = directory.resolve("audit.jsonl");
    Files.writeString(
        file,
        new String(NpmVectors.golden(golden), StandardCharsets.UTF_8),
        StandardCharsets.UTF_8);
    return JsonlAuditLedger.at(file);
  }
}
