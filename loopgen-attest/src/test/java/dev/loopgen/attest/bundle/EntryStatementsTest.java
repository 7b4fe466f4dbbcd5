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

  private static Json listed(int count, String... names) {
    return Json.object().put("count", count).put("ids", Json.strings(List.of(names))).build();
  }

  private static Json.ObjectBuilder tests() {
    return Json.object()
        .put("executed", 4)
        .put("passed", 3)
        .put("failed", listed(1, "cart > sums"))
        .put("skipped", 1)
        .put("identities", "a".repeat(64))
        .put("skips", "b".repeat(64))
        .put(
            "reports",
            Json.object()
                .put("count", 1)
                .put("digest", "c".repeat(64))
                .put("sha256", Json.strings(List.of("e".repeat(64))))
                .build())
        .put("details", "d".repeat(64))
        .put("base", Json.object().put("source", "ledger").put("detail", "entry x").build())
        .put("lost", listed(1, "cart > is empty"))
        .put("newlySkipped", listed(0))
        .put("flaky", listed(2, "cart > is slow", "cart > sums"))
        .put("repeated", listed(1, "cart > asks twice"))
        .put("passedIds", Json.strings(List.of("cart > adds")))
        .put("attempts", 3)
        .put("replay", Json.object().put("outcome", "passed").put("detail", "").build())
        .put("canary", Json.object().put("runner", "junit").put("outcome", "reported").build())
        .put("coverage", Json.object().put("met", 8).put("all", 9).put("demanded", 80).build())
        .put("red", Json.object().put("kinds", Json.object().put("red", 2).build()).build());
  }

  private static Json.Obj testResult(Json.Obj tests) {
    return statement(SignedBundle.Kind.TEST_RESULT, changed("tests", tests))
        .object("predicate")
        .orElseThrow();
  }

  @Test
  void of_testResult_namesPassedWarnedAndFailedTests() {
    Json.Obj predicate = testResult(tests().build());

    assertThat(predicate.find("passedTests")).contains(Json.strings(List.of("cart > adds")));
    assertThat(predicate.find("warnedTests"))
        .contains(Json.strings(List.of("cart > asks twice", "cart > is slow")));
    assertThat(predicate.find("failedTests")).contains(Json.strings(List.of("cart > sums")));
    assertThat(predicate.string("result")).contains("WARNED");
  }

  @Test
  void of_testResult_namesNoListThatTheEntryCut() {
    Json.Obj cut = with(tests().build(), "failed", listed(60, "cart > sums"));

    Json.Obj predicate = testResult(without(cut, "passedIds"));

    assertThat(predicate.members())
        .doesNotContainKeys("passedTests", "warnedTests", "failedTests")
        .containsKey("result");
    assertThat(testResult(with(tests().build(), "flaky", Json.of("odd"))).find("warnedTests"))
        .isEmpty();
  }

  @Test
  void of_testResultWithoutEvidenceOfTests_namesNone() {
    Json.Obj predicate =
        statement(SignedBundle.Kind.TEST_RESULT, RUNS.get(0)).object("predicate").orElseThrow();

    assertThat(predicate.members()).doesNotContainKeys("passedTests", "warnedTests", "failedTests");
  }

  @Test
  void of_runWithEvidenceOfTests_hasDigestsAndNoNames() throws Exception {
    PredicateSchema schema =
        new PredicateSchema(
            BundleJson.read(
                "The schema", Files.readAllBytes(Path.of("../docs/run-predicate.schema.json"))));

    Json.Obj predicate =
        statement(SignedBundle.Kind.RUN, changed("tests", tests().build()))
            .object("predicate")
            .orElseThrow();

    Json.Obj found = predicate.object("tests").orElseThrow();
    assertThat(schema.departure(predicate)).isEmpty();
    assertThat(found.canonical())
        .contains("a".repeat(64), "b".repeat(64), "c".repeat(64), "d".repeat(64))
        .doesNotContain("cart", "e".repeat(64));
    assertThat(found.find("lost")).contains(Json.of(1));
    assertThat(found.string("replay")).contains("passed");
    String document = Files.readString(Path.of("../docs/predicate.md"));
    found.members().keySet().forEach(member -> assertThat(document).contains("`" + member + "`"));
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
