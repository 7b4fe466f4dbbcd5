package dev.loopgen.attest.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.attest.SignedBundle;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.attest.fixture.PredicateSchema;
import dev.loopgen.testkit.AttestableEntry;
import dev.loopgen.testkit.LedgerFacts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class EntryStatementsTest {

  private static final List<AttestableEntry> RUNS =
      AttestableEntry.of(List.of(LedgerFacts.judged("a", true), LedgerFacts.judged("b", false)));

  @Test
  void of_equalFacts_givesEqualBytes() {
    AttestableEntry again =
        AttestableEntry.of(List.of(LedgerFacts.judged("a", true), LedgerFacts.judged("z", true)))
            .get(0);

    for (SignedBundle.Kind kind : SignedBundle.Kind.ofEntries()) {
      assertThat(EntryStatements.of(kind, again.entry(), again.position()))
          .isEqualTo(EntryStatements.of(kind, RUNS.get(0).entry(), RUNS.get(0).position()));
    }
  }

  @Test
  void of_run_namesTreeEntryAndCommit() {
    Json.Obj statement = statement(SignedBundle.Kind.RUN, RUNS.get(0));

    assertThat(statement.string("_type")).contains("https://in-toto.io/Statement/v1");
    assertThat(statement.string("predicateType")).contains("https://loopgen.dev/run/v1");
    assertThat(digests(statement))
        .containsExactly(
            Map.entry("gitTree", "3".repeat(40)),
            Map.entry("sha256", RUNS.get(0).entry().computedHash()),
            Map.entry("gitCommit", "2".repeat(40)));
  }

  @Test
  void of_treeOtherThanThatOfTheCommit_namesNoCommit() {
    AttestableEntry dirty = changed("judgedTree", Json.of("7".repeat(40)));

    assertThat(digests(statement(SignedBundle.Kind.RUN, dirty)))
        .extracting(Map.Entry::getKey)
        .containsExactly("gitTree", "sha256");
  }

  @Test
  void of_runWithoutAPublicTree_namesTheEntryAlone() {
    AttestableEntry violated = changed("judgedTree", null);

    assertThat(digests(statement(SignedBundle.Kind.RUN, violated)))
        .extracting(Map.Entry::getKey)
        .containsExactly("sha256");
  }

  @Test
  void of_testResult_isNamedAfterTheLoop() {
    for (AttestableEntry run : RUNS) {
      Json.Obj predicate =
          statement(SignedBundle.Kind.TEST_RESULT, run).object("predicate").orElseThrow();
      Json.Obj first = (Json.Obj) predicate.array("configuration").orElseThrow().get(0);

      assertThat(predicate.string("result")).contains(run.entry().passed() ? "PASSED" : "FAILED");
      assertThat(first.string("name")).contains("check");
      assertThat(predicate.string("url")).isEqualTo(EntryStatements.runUri(run.entry()));
    }
  }

  @Test
  void of_run_meetsTheSchemaThatIsPublished() throws Exception {
    PredicateSchema schema =
        new PredicateSchema(
            BundleJson.read(
                "The schema", Files.readAllBytes(Path.of("../docs/run-predicate.schema.json"))));
    for (AttestableEntry run : RUNS) {
      Json.Obj predicate = statement(SignedBundle.Kind.RUN, run).object("predicate").orElseThrow();

      assertThat(schema.departure(predicate)).isEmpty();
      assertThat(schema.departure(without(predicate, "ledger"))).isPresent();
    }
  }

  @Test
  void of_runInIsolation_hasWhatTheEntrySays() throws Exception {
    Json.Obj probe =
        Json.object()
            .put("probe", "remount")
            .put("outcome", "blocked")
            .put("found", Json.strings(List.of(".git: eperm")))
            .build();
    Json isolation =
        Json.object()
            .put("level", "sandbox")
            .put("network", "none")
            .put("tool", "bubblewrap")
            .put("toolVersion", "0.8.0")
            .put("probes", List.of(probe))
            .build();
    PredicateSchema schema =
        new PredicateSchema(
            BundleJson.read(
                "The schema", Files.readAllBytes(Path.of("../docs/run-predicate.schema.json"))));

    Json.Obj predicate =
        statement(SignedBundle.Kind.RUN, changed("isolation", isolation))
            .object("predicate")
            .orElseThrow();

    assertThat(predicate.find("isolation")).contains(isolation);
    assertThat(schema.departure(predicate)).isEmpty();
  }

  @Test
  void of_run_documentsEveryMember() throws Exception {
    String document = Files.readString(Path.of("../docs/predicate.md"));

    statement(SignedBundle.Kind.RUN, RUNS.get(0))
        .object("predicate")
        .orElseThrow()
        .members()
        .keySet()
        .forEach(member -> assertThat(document).contains("`" + member));
  }

  @Test
  void of_positionOfAnotherEntry_isRefused() {
    assertThatThrownBy(
            () ->
                EntryStatements.of(
                    SignedBundle.Kind.RUN, RUNS.get(0).entry(), RUNS.get(1).position()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusal_whatCannotBeVouchedFor_hasAReason() {
    for (AttestableEntry run :
        List.of(
            changed("hashing", Json.of("stat")),
            changed("hashing", null),
            changed("opaque", Json.strings(List.of("vendor"))),
            changed("failures", Json.strings(List.of("HEAD moved."))),
            AttestableEntry.of(List.of(LedgerFacts.passing("a"))).get(0))) {
      assertThat(EntryStatements.refusal(run.entry(), run.position())).isPresent();
    }
    AuditEntry entry = RUNS.get(0).entry();
    Json.Obj edited = with(entry.json(), "loopId", Json.of("another"));
    assertThat(EntryStatements.refusal(new AuditEntry(edited), RUNS.get(0).position())).isPresent();
    assertThat(EntryStatements.refusal(entry, RUNS.get(1).position())).isPresent();
    assertThat(EntryStatements.refusal(entry, RUNS.get(0).position())).isEmpty();
  }

  private static AttestableEntry changed(String member, Json value) {
    Json.Obj facts = LedgerFacts.judged("a", true);
    Json.Obj judgement = facts.object("judgement").orElseThrow();
    Json.Obj changed = value == null ? without(judgement, member) : with(judgement, member, value);
    return AttestableEntry.of(List.of(with(facts, "judgement", changed))).get(0);
  }

  private static Json.Obj with(Json.Obj object, String member, Json value) {
    Map<String, Json> members = new LinkedHashMap<>(object.members());
    members.put(member, value);
    return new Json.Obj(members);
  }

  private static Json.Obj without(Json.Obj object, String member) {
    Map<String, Json> members = new LinkedHashMap<>(object.members());
    members.remove(member);
    return new Json.Obj(members);
  }

  private static Json.Obj statement(SignedBundle.Kind kind, AttestableEntry run) {
    byte[] bytes = EntryStatements.of(kind, run.entry(), run.position());
    Json.Obj statement = BundleJson.read("The statement", bytes);
    assertThat(statement.canonical()).isEqualTo(new String(bytes, StandardCharsets.UTF_8));
    return statement;
  }

  private static List<Map.Entry<String, String>> digests(Json.Obj statement) {
    return statement.array("subject").orElseThrow().stream()
        .map(subject -> ((Json.Obj) subject).object("digest").orElseThrow())
        .map(digest -> digest.members().entrySet().iterator().next())
        .map(entry -> Map.entry(entry.getKey(), text(entry.getValue())))
        .toList();
  }

  private static String text(Json value) {
    return Optional.of((Json.Text) value).map(Json.Text::value).orElseThrow();
  }
}
