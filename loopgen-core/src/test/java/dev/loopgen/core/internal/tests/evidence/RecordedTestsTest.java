package dev.loopgen.core.internal.tests.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.tests.TestCase;
import dev.loopgen.api.tests.TestEvidence;
import dev.loopgen.api.tests.TestId;
import dev.loopgen.api.tests.TestOutcome;
import dev.loopgen.testkit.LedgerFacts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a ledger at the base says of the base's tests. */
final class RecordedTestsTest {

  private static final String SPEC = "5".repeat(64);
  private static final String TREE = "3".repeat(40);

  private static TestEvidence evidence(String... names) {
    List<TestCase> cases =
        List.of(names).stream()
            .map(name -> new TestId("", List.of(), name, 1))
            .map(id -> new TestCase(id, TestOutcome.PASSED, false, Duration.ZERO, List.of()))
            .toList();
    return TestEvidence.builder(List.of(), cases).build();
  }

  private static AuditEntry entry(String id, boolean passed, String spec, String tree, Json tests) {
    Map<String, Json> members = new LinkedHashMap<>(LedgerFacts.judged(id, passed).members());
    Map<String, Json> judgement =
        new LinkedHashMap<>(((Json.Obj) members.get("judgement")).members());
    judgement.put("judgedTree", Json.of(tree));
    judgement.put("tests", tests);
    members.put("judgement", new Json.Obj(judgement));
    Map<String, Json> provenance =
        new LinkedHashMap<>(((Json.Obj) members.get("provenance")).members());
    provenance.put("subject", Json.object().put("loopSpecHash", spec).build());
    members.put("provenance", new Json.Obj(provenance));
    return AuditEntry.link(new Json.Obj(members), List.of());
  }

  private static AuditEntry entry(String id, String... tests) {
    return entry(id, true, SPEC, TREE, TestRecord.write(evidence(tests)));
  }

  private static Optional<RecordedTests> find(AuditEntry... entries) {
    StringBuilder ledger = new StringBuilder();
    for (AuditEntry entry : entries) {
      ledger.append(entry.json().canonical()).append('\n');
    }
    return find(ledger.toString());
  }

  private static Optional<RecordedTests> find(String ledger) {
    String loop = entry("x").loopId().orElseThrow();
    return RecordedTests.find(ledger.getBytes(StandardCharsets.UTF_8), loop, SPEC, TREE);
  }

  @Test
  void lastPassedRunOfTheTree_isFound() {
    RecordedTests found = find(entry("1", "a"), entry("2", "a", "b")).orElseThrow();

    assertThat(found.entry()).isEqualTo("2");
    assertThat(found.areThoseOf(evidence("b", "a"))).isTrue();
    assertThat(found.areThoseOf(evidence("a"))).isFalse();
  }

  @Test
  void failedRunOfAnotherTreeOrSpec_isNotFound() {
    Json tests = TestRecord.write(evidence("a"));

    assertThat(find(entry("1", false, SPEC, TREE, tests))).isEmpty();
    assertThat(find(entry("1", true, "6".repeat(64), TREE, tests))).isEmpty();
    assertThat(find(entry("1", true, SPEC, "4".repeat(40), tests))).isEmpty();
  }

  @Test
  void otherLoop_isNotFound() {
    byte[] ledger = entry("1", "a").json().canonical().getBytes(StandardCharsets.UTF_8);

    assertThat(RecordedTests.find(ledger, "another", SPEC, TREE)).isEmpty();
  }

  @Test
  void editedEntry_isNotFound() {
    String line = entry("1", "a").json().canonical();
    String edited = line.replace("\"executed\":1", "\"executed\":2");

    assertThat(edited).isNotEqualTo(line);
    assertThat(find(line)).isPresent();
    assertThat(find(edited)).isEmpty();
  }

  @Test
  void entryWithoutDigests_isNotFound() {
    assertThat(find(entry("1", true, SPEC, TREE, Json.object().put("executed", 3).build())))
        .isEmpty();
    assertThat(find(entry("1", true, SPEC, TREE, Json.of("many")))).isEmpty();
  }

  @Test
  void brokenLines_areSkipped() {
    String line = entry("1", "a").json().canonical();

    assertThat(find(TREE + SPEC + "\n" + line + "\n{\"" + TREE + "\":\"" + SPEC)).isPresent();
    assertThat(find("")).isEmpty();
  }

  @Test
  void details_countOnlyWithTheDigestOfTheEntry(@TempDir Path project) throws Exception {
    RecordedTests found = find(entry("1", "a", "b")).orElseThrow();
    Path reports = Files.createDirectories(project.resolve(".loopgen/reports"));
    Path file = reports.resolve("check-1" + TestDetails.SUFFIX);
    assertThat(found.read(project)).isEmpty();

    Files.write(file, TestDetails.bytes(evidence("a")));
    assertThat(found.read(project)).isEmpty();
    Files.write(file, TestDetails.bytes(evidence("a", "b")));
    assertThat(found.read(project).orElseThrow()).hasSize(2);
  }
}
