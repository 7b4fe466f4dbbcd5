package dev.loopgen.api.run;

import dev.loopgen.api.attest.AttestationOutcome;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.tests.TestCase;
import dev.loopgen.api.tests.TestEvidence;
import dev.loopgen.api.tests.TestId;
import dev.loopgen.api.tests.TestProblem;
import dev.loopgen.api.verify.CommandResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The result of a run as one JSON object, for programs and agents that act on it. Its form is
 * docs/run.schema.json; later versions may add members.
 *
 * <p>Text that commands wrote is redacted, and data: it may hold anything a test prints.
 */
public final class RunJson {

  private static final int MAX_TESTS = 50;

  private RunJson() {}

  /**
   * Writes a result.
   *
   * @param result the result
   * @return the object; its member {@code passed} is true only for a run that passed
   */
  public static Json.Obj of(RunResult result) {
    Json.ObjectBuilder json =
        Json.object()
            .put("version", 1)
            .put("loop", result.spec().id())
            .put("passed", result.passed())
            .put(
                "failures",
                result.failures().stream().map(it -> failure(it, result.tests())).toList())
            .put("warnings", Json.strings(result.warnings()))
            .put("recorded", result.entry().isPresent());
    result
        .tests()
        .map(RunJson::failedTests)
        .filter(it -> !it.isEmpty())
        .ifPresent(tests -> json.put("failedTests", tests));
    result.report().ifPresent(file -> json.put("report", file.toString()));
    AttestationOutcome attestation = result.attestation();
    if (!(attestation instanceof AttestationOutcome.NotRequested)) {
      json.put(
          "attestation",
          Json.object()
              .put("status", attestation.id())
              .put("description", attestation.describe())
              .build());
    }
    Json.Obj entry = result.entry().map(recorded -> recorded.json()).orElse(result.facts());
    return json.put("entry", entry).build();
  }

  /**
   * Says what such an object says to a model, as {@link RunResult#feedback} does.
   *
   * @param run an object that {@link #of} wrote, or another version of loopgen
   * @param maxChars the most UTF-16 code units that the text may have, at least 200
   * @return the text, without control characters; never longer
   * @throws IllegalArgumentException if it may have less than 200
   */
  public static String feedback(Json.Obj run, int maxChars) {
    return new RunFeedback(run, maxChars).text();
  }

  private static List<Json> failedTests(TestEvidence evidence) {
    return failedTests(
        Stream.concat(evidence.failed().stream(), evidence.unloaded().stream()).toList());
  }

  /** Writes which tests failed, with which message and at which line, as far as reports say. */
  private static List<Json> failedTests(List<TestCase> failed) {
    List<Json> tests = new ArrayList<>();
    failed.stream().limit(MAX_TESTS).forEach(test -> tests.add(failedTest(test)));
    return tests;
  }

  private static Json failedTest(TestCase test) {
    Json.ObjectBuilder json = Json.object().put("test", test.id().text());
    test.problems().stream()
        .map(TestProblem::message)
        .filter(message -> !message.isBlank())
        .findFirst()
        .ifPresent(message -> json.put("message", message));
    test.problems().stream()
        .flatMap(problem -> problem.line().stream())
        .findFirst()
        .ifPresent(line -> json.put("file", line.file()).put("line", line.line()));
    return json.build();
  }

  private static Json.Obj failure(Failure failure, Optional<TestEvidence> evidence) {
    Json.ObjectBuilder json =
        Json.object()
            .put("id", failure.id())
            .put("message", failure.describe())
            .put("remedy", failure.remedy());
    if (failure instanceof Failure.CommandFailed failed) {
      command(failed.result(), json);
    } else if (failure instanceof Failure.ForbiddenPath forbidden) {
      json.put("path", forbidden.path()).put("pattern", forbidden.pattern());
    } else if (failure instanceof Failure.CommandFileChanged changed) {
      json.put("path", changed.path().display()).put("command", changed.command());
    } else if (failure instanceof Failure.TreeDrifted drifted) {
      json.put("path", drifted.change().path().display());
    } else if (failure instanceof Failure.Rewritten rewritten) {
      json.put("path", rewritten.path().display());
    } else if (failure instanceof Failure.Opaque opaque) {
      json.put("path", opaque.path().display()).put("pattern", opaque.pattern());
    } else if (failure instanceof TestFailure ofTests) {
      tests(ofTests, json);
    }
    if (failure instanceof TestFailure.BaseTestsFail) {
      evidence
          .flatMap(TestEvidence::replay)
          .map(replay -> failedTests(replay.failedCases()))
          .filter(tests -> !tests.isEmpty())
          .ifPresent(tests -> json.put("failedTests", tests));
    }
    return json.build();
  }

  private static void tests(TestFailure failure, Json.ObjectBuilder json) {
    if (failure instanceof TestFailure.StaleReport stale) {
      json.put("path", stale.path());
    } else if (failure instanceof TestFailure.ReportUnreadable unreadable) {
      json.put("path", unreadable.path());
    } else if (failure instanceof TestFailure.ReportDisagrees disagrees) {
      json.put("path", disagrees.path());
    } else if (failure instanceof TestFailure.RunnerSubverted subverted) {
      json.put("command", subverted.command());
    }
    if (!failure.tests().isEmpty()) {
      json.put(
          "tests",
          Json.strings(failure.tests().stream().limit(MAX_TESTS).map(TestId::text).toList()));
    }
  }

  private static void command(CommandResult result, Json.ObjectBuilder json) {
    json.put("command", result.command())
        .put("timedOut", result instanceof CommandResult.TimedOut)
        .putIfPresent("outputTail", result.output().map(output -> Json.of(output.tail())));
    if (result instanceof CommandResult.Exited exited) {
      json.put("exitCode", exited.exitCode());
    }
  }
}
