package dev.loopgen.attest.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.AttestationException;
import dev.loopgen.api.gate.GateRule;
import dev.loopgen.api.gate.Waiver;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.attest.fixture.PredicateSchema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class WaiverStatementTest {

  private static final GitId ROOT = GitId.of("1".repeat(40));
  private static final GitId TREE = GitId.of("2".repeat(40));

  @ParameterizedTest
  @EnumSource(names = {"COMMAND_FILES", "PASSING_RUN", "FRESHNESS", "TRUST"})
  void declaration_meetsTheSchemaAndIsReadAsItWas(GateRule rule) throws Exception {
    PredicateSchema schema =
        new PredicateSchema(
            BundleJson.read(
                "The schema", Files.readAllBytes(Path.of("../docs/waiver.schema.json"))));
    String loop = rule == GateRule.PASSING_RUN ? "check" : null;
    Waiver waiver = new Waiver(rule, loop, "ops", "why", LocalDate.of(2026, 12, 31));
    Instant now = Instant.parse("2026-11-25T12:00:00.5Z");

    for (GitId tree : new GitId[] {TREE, null}) {
      WaiverStatement made = new WaiverStatement(waiver, ROOT, tree, now);
      Json.Obj statement = made.declaration().statement();

      assertThat(schema.departure(statement.object("predicate").orElseThrow())).isEmpty();
      assertThat(WaiverStatement.of(new ProtobufJson("statement", statement))).isEqualTo(made);
    }
  }

  @Test
  void waiverOfTests_isReadAsItWasAndNeedsATree() throws Exception {
    PredicateSchema schema =
        new PredicateSchema(
            BundleJson.read(
                "The schema", Files.readAllBytes(Path.of("../docs/waiver.schema.json"))));
    Waiver waiver =
        Waiver.ofTests(List.of("a.js > one"), "check", "ops", "why", LocalDate.of(2026, 12, 31));
    WaiverStatement made = new WaiverStatement(waiver, ROOT, TREE, Instant.EPOCH);
    Json.Obj statement = made.declaration().statement();

    assertThat(schema.departure(statement.object("predicate").orElseThrow())).isEmpty();
    assertThat(WaiverStatement.of(new ProtobufJson("statement", statement))).isEqualTo(made);
    assertThatThrownBy(() -> new WaiverStatement(waiver, ROOT, null, Instant.EPOCH))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void waiverOfTestsWithoutAName_isRefused() {
    Json.Obj statement =
        new WaiverStatement(
                Waiver.ofTests(List.of("x"), null, "ops", "why", LocalDate.of(2026, 12, 31)),
                ROOT,
                TREE,
                Instant.EPOCH)
            .declaration()
            .statement();
    byte[] edited = statement.canonical().replace("[\"x\"]", "[]").getBytes(UTF_8);
    Json.Obj nameless = BundleJson.read("The statement", edited);

    assertThatThrownBy(() -> WaiverStatement.of(new ProtobufJson("statement", nameless)))
        .isInstanceOf(AttestationException.class);
  }
}
