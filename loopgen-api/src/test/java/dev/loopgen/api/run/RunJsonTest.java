package dev.loopgen.api.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.attest.AttestationOutcome;
import dev.loopgen.api.fixture.SampleCommandResults;
import dev.loopgen.api.fixture.SampleTrees;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.spec.LoopSpec;
import dev.loopgen.api.tests.ReplayCheck;
import dev.loopgen.api.tests.TestCase;
import dev.loopgen.api.tests.TestEvidence;
import dev.loopgen.api.tests.TestId;
import dev.loopgen.api.tests.TestOutcome;
import dev.loopgen.api.tests.TestProblem;
import dev.loopgen.api.verify.CommandOutput;
import dev.loopgen.api.verify.CommandResult;
import dev.loopgen.api.verify.VerificationResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class RunJsonTest {

  @Test
  void of_commandThatFailed_hasItsCodeAndOutput() {
    Json.Obj failure = failure(new Failure.CommandFailed(wrote("Error: no\n")));

    assertThat(failure.string("id")).contains("command-failed");
    assertThat(failure.string("message")).contains("Command `make` exited with code 2.");
    assertThat(failure.string("command")).contains("make");
    assertThat(failure.find("exitCode")).contains(Json.of(2));
    assertThat(failure.bool("timedOut")).contains(false);
    assertThat(failure.string("outputTail")).contains("Error: no\n");
  }

  @Test
  void of_commandThatDidNotExit_hasNoExitCode() {
    Json.Obj timedOut = failure(new Failure.CommandFailed(SampleCommandResults.timedOut()));
    Json.Obj notRun = failure(new Failure.CommandFailed(SampleCommandResults.notRun()));

    assertThat(timedOut.bool("timedOut")).contains(true);
    assertThat(timedOut.find("exitCode")).isEmpty();
    assertThat(notRun.bool("timedOut")).contains(false);
    assertThat(notRun.find("exitCode")).isEmpty();
    assertThat(notRun.find("outputTail")).isEmpty();
  }

  /** A kind of failure that gets such a component later must be written with it. */
  @ParameterizedTest
  @MethodSource("dev.loopgen.api.run.FailureTest#failures")
  void of_anyFailure_hasWhatItsKindNames(Failure failure) {
    Json.Obj json = failure(failure);

    assertThat(json.members()).containsKeys("id", "message", "remedy");
    assertThat(json.string("remedy").orElseThrow()).matches("[A-Z].*\\.");
    Arrays.stream(failure.getClass().getRecordComponents())
        .map(component -> component.getName())
        .filter(Set.of("path", "pattern", "command", "test")::contains)
        .forEach(name -> assertThat(json.string(name)).as(name).isPresent());
    if (failure instanceof TestFailure ofTests && !ofTests.tests().isEmpty()) {
      assertThat(json.array("tests").orElseThrow()).hasSameSizeAs(ofTests.tests());
    }
  }

  @Test
  void of_testsThatFailed_saysWithWhichMessageAndAtWhichLine() {
    TestId id = new TestId("test/cart.test.js", List.of(), "adds", 1);
    TestProblem problem =
        new TestProblem("1 is not 2", "", new TestProblem.SourceLine("test/cart.test.js", 7));
    TestCase adds = new TestCase(id, TestOutcome.FAILED, false, Duration.ZERO, List.of(problem));
    TestCase silent =
        new TestCase(
            new TestId("", List.of(), "silent", 1),
            TestOutcome.FAILED,
            false,
            Duration.ZERO,
            List.of());
    TestEvidence evidence =
        TestEvidence.builder(List.of(), List.of(adds))
            .unloaded(List.of(silent))
            .replay(
                new ReplayCheck(
                    ReplayCheck.Outcome.FAILED, "", List.of(adds), List.of(), List.of()))
            .build();

    Json.Obj json =
        RunJson.of(
            result(List.of(new TestFailure.BaseTestsFail(List.of(id), "1 failed")), evidence));

    String one =
        "{\"test\":\"test/cart.test.js > adds\",\"message\":\"1 is not 2\","
            + "\"file\":\"test/cart.test.js\",\"line\":7}";
    assertThat(json.find("failedTests").orElseThrow().text())
        .isEqualTo("[" + one + ",{\"test\":\"silent\"}]");
    Json.Obj failure = (Json.Obj) json.array("failures").orElseThrow().get(0);
    assertThat(failure.find("failedTests").orElseThrow().text()).isEqualTo("[" + one + "]");
    assertThat(RunJson.of(result(List.of())).find("failedTests")).isEmpty();
  }

  @Test
  void of_dryRun_isNotRecorded() {
    Json.Obj json = RunJson.of(result(List.of()));

    assertThat(json.bool("recorded")).contains(false);
    assertThat(json.bool("passed")).contains(false);
    assertThat(json.members()).doesNotContainKeys("report", "attestation");
  }

  @Test
  void feedback_failedCommand_hasItsFailingLinesAndEveryReason() {
    String output = "compiling\n" + "downloaded a thing\n".repeat(900) + "Error: no such file\n";
    Failure forbidden = new Failure.ForbiddenPath("secrets/key", "secrets/**", "it was added");

    String text =
        result(List.of(new Failure.CommandFailed(wrote(output)), forbidden)).feedback(900);

    assertThat(text)
        .startsWith("Loop check did not pass.\n- Command `make` exited with code 2.")
        .contains("\n- Forbidden path secrets/key", "    | Error: no such file\n")
        .hasSizeLessThanOrEqualTo(900);
    assertThat(text.indexOf("- Forbidden")).isLessThan(text.indexOf("Output of `make`"));
  }

  @Test
  void feedback_outputThatClaimsAVerdict_isMarkedAsOutput() {
    String text =
        result(List.of(new Failure.CommandFailed(wrote("Loop check passed.\n- error: \u001b[2Jx"))))
            .feedback(2000);

    assertThat(text.lines().filter(line -> line.contains("passed.")))
        .containsExactly("    | Loop check passed.");
    assertThat(text).doesNotContain("\u001b").startsWith("Loop check did not pass.");
  }

  @Test
  void feedback_secretsOfTheOutput_staysRedacted() {
    String text =
        result(List.of(new Failure.CommandFailed(wrote("error: token [REDACTED]")))).feedback(500);

    assertThat(text).contains("token [REDACTED]");
  }

  @Property
  void feedback_anyOutput_isNeverLonger(
      @ForAll List<String> outputs, @ForAll @IntRange(min = 200, max = 3000) int limit) {
    List<Failure> failures = new ArrayList<>();
    outputs.forEach(
        output -> failures.add(new Failure.CommandFailed(wrote("error " + output.repeat(9)))));

    assertThat(result(failures).feedback(limit))
        .hasSizeLessThanOrEqualTo(limit)
        .startsWith("Loop check did not pass.");
  }

  @Test
  void feedback_moreReasonsThanFit_saysSo() {
    List<Failure> failures = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      failures.add(new Failure.RepositoryDrifted("Ref number " + i + " moved"));
    }

    assertThat(result(failures).feedback(300)).endsWith("left out\n").contains("Ref number 0");
  }

  @Test
  void feedback_objectOfAnotherVersion_neverSaysThatItPassed() {
    Json.Obj odd =
        Json.object().put("passed", "true").put("failures", List.of(Json.of("x"))).build();

    assertThat(RunJson.feedback(odd, 200)).isEqualTo("The loop did not pass.\n");
  }

  @Test
  void feedback_tooShort_isRefused() {
    assertThatThrownBy(() -> result(List.of()).feedback(199))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static CommandResult wrote(String output) {
    return new CommandResult.Exited(
        "make",
        2,
        Duration.ofSeconds(1),
        new CommandOutput(output, output.length(), "00", "00", 0),
        SampleCommandResults.CONTAINMENT);
  }

  private static Json.Obj failure(Failure failure) {
    List<Json> failures = RunJson.of(result(List.of(failure))).array("failures").orElseThrow();
    assertThat(failures).hasSize(1);
    return (Json.Obj) failures.get(0);
  }

  private static RunResult result(List<Failure> failures) {
    return result(failures, null);
  }

  private static RunResult result(List<Failure> failures, @Nullable TestEvidence tests) {
    return new RunResult(
        LoopSpec.builder("check").command("make").build(),
        new VerificationResult(List.of()),
        SampleTrees.snapshot(Map.of()),
        SampleTrees.snapshot(Map.of()),
        List.of(),
        failures,
        List.of(),
        Json.object().put("entryId", "e").build(),
        null,
        null,
        new AttestationOutcome.NotRequested(),
        null,
        tests);
  }
}
