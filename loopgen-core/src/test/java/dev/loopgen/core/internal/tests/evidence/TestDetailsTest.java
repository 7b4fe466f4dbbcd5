package dev.loopgen.core.internal.tests.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.json.Json;
import dev.loopgen.api.tests.ReportFile;
import dev.loopgen.api.tests.TestCase;
import dev.loopgen.api.tests.TestEvidence;
import dev.loopgen.api.tests.TestId;
import dev.loopgen.api.tests.TestOutcome;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TestDetailsTest {

  private static final List<ReportFile> NO_FILES = List.of();

  @Test
  void read_whatWasWritten_hasIdentitiesAndOutcomes() {
    List<TestCase> cases =
        List.of(
            test(new TestId("t.js", List.of("a", "b"), "c > d\u0000", 2), TestOutcome.PASSED),
            test(new TestId("", List.of(), "é", 1), TestOutcome.SKIPPED));

    List<TestCase> read = TestDetails.read(TestDetails.bytes(evidence(cases))).orElseThrow();

    assertThat(read).extracting(TestCase::id).isEqualTo(cases.stream().map(TestCase::id).toList());
    assertThat(read)
        .extracting(TestCase::outcome)
        .containsExactly(TestOutcome.PASSED, TestOutcome.SKIPPED);
  }

  @Test
  void read_anythingElse_isEmpty() {
    for (String text :
        List.of(
            "",
            "[]",
            "{\"tests\":[1]}",
            "{\"tests\":[{\"id\":[\"\",[],\"a\",0],\"outcome\":\"passed\"}]}",
            "{\"tests\":[{\"id\":[\"\",[],\"a\",1],\"outcome\":\"great\"}]}")) {
      assertThat(TestDetails.read(text.getBytes(StandardCharsets.UTF_8))).as(text).isEmpty();
    }
  }

  @Test
  void detailsOfOtherContent_areNotRead(@TempDir Path project) throws Exception {
    TestEvidence evidence = evidence(List.of(test(id("a"), TestOutcome.PASSED)));
    Path reports = Files.createDirectories(project.resolve(".loopgen/reports"));
    RecordedTests recorded =
        new RecordedTests(
            "e", evidence.identities(), evidence.skips(), TestDetails.digest(evidence));
    Path file = reports.resolve("x" + TestDetails.SUFFIX);

    Files.write(file, TestDetails.bytes(evidence(List.of())));
    assertThat(recorded.read(project)).isEmpty();

    Files.write(file, TestDetails.bytes(evidence));
    assertThat(recorded.read(project)).hasValueSatisfying(read -> assertThat(read).hasSize(1));
  }

  @Test
  void record_manyTests_isBoundedAndCounted() {
    List<TestCase> failed =
        IntStream.range(0, 5000).mapToObj(i -> test(id("t" + i), TestOutcome.FAILED)).toList();

    Json.Obj record = TestRecord.write(evidence(failed));

    assertThat(record.canonical()).hasSizeLessThan(5000);
    assertThat(record.object("failed").flatMap(it -> it.find("count"))).contains(Json.of(5000));
  }

  private static TestId id(String name) {
    return new TestId("", List.of(), name, 1);
  }

  private static TestEvidence evidence(List<TestCase> cases) {
    return TestEvidence.builder(NO_FILES, cases).build();
  }

  private static TestCase test(TestId id, TestOutcome outcome) {
    return new TestCase(id, outcome, false, Duration.ofMillis(5), List.of());
  }
}
