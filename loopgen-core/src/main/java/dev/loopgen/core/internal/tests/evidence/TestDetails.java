package dev.loopgen.core.internal.tests.evidence;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.tests.TestCase;
import dev.loopgen.api.tests.TestEvidence;
import dev.loopgen.api.tests.TestId;
import dev.loopgen.api.tests.TestOutcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The file beside a report with every test of a run, which the entry binds by its digest. It never
 * leaves the machine by itself, and a missing one only means that tests are run again.
 */
public final class TestDetails {

  /** How the name of such a file ends. */
  public static final String SUFFIX = ".tests.json";

  private TestDetails() {}

  /** Returns the content of the file. */
  public static byte[] bytes(TestEvidence evidence) {
    List<Json> tests = new ArrayList<>();
    evidence.cases().forEach(test -> tests.add(test(test)));
    return Json.object()
        .put("version", 1)
        .put("tests", new Json.Array(tests))
        .build()
        .canonical()
        .getBytes(StandardCharsets.UTF_8);
  }

  private static Json test(TestCase test) {
    Json.ObjectBuilder json =
        Json.object()
            .put("id", test.id().json())
            .put("outcome", test.outcome().id())
            .put("ms", test.duration().toMillis());
    if (test.flaky()) {
      json.put("flaky", true);
    }
    if (!test.problems().isEmpty()) {
      json.put(
          "problems",
          Json.strings(test.problems().stream().map(problem -> problem.toString()).toList()));
    }
    return json.build();
  }

  /** Returns the digest of the content. */
  public static Sha256 digest(TestEvidence evidence) {
    return Sha256.hash(bytes(evidence));
  }

  /**
   * Reads the tests, without their problems.
   *
   * @return empty if it is no such file
   */
  public static Optional<List<TestCase>> read(byte[] content) {
    try {
      List<TestCase> tests = new ArrayList<>();
      if (!(Json.parse(content) instanceof Json.Obj object)) {
        return Optional.empty();
      }
      for (Json element : object.array("tests").orElse(List.of())) {
        Optional<TestCase> test = element instanceof Json.Obj one ? test(one) : Optional.empty();
        if (test.isEmpty()) {
          return Optional.empty();
        }
        tests.add(test.get());
      }
      return Optional.of(tests);
    } catch (IllegalArgumentException notOurs) {
      return Optional.empty();
    }
  }

  private static Optional<TestCase> test(Json.Obj json) {
    Optional<TestId> id = json.array("id").flatMap(TestDetails::id);
    Optional<TestOutcome> outcome = json.string("outcome").flatMap(TestDetails::outcome);
    return id.isEmpty() || outcome.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new TestCase(
                id.get(),
                outcome.get(),
                json.bool("flaky").orElse(false),
                Duration.ZERO,
                List.of()));
  }

  private static Optional<TestOutcome> outcome(String id) {
    return List.of(TestOutcome.values()).stream()
        .filter(outcome -> outcome.id().equals(id))
        .findFirst();
  }

  private static Optional<TestId> id(List<Json> parts) {
    if (parts.size() == 4
        && parts.get(0) instanceof Json.Text file
        && parts.get(1) instanceof Json.Array suites
        && parts.get(2) instanceof Json.Text name
        && parts.get(3) instanceof Json.Num ordinal) {
      List<String> names = new ArrayList<>();
      for (Json suite : suites.elements()) {
        names.add(suite instanceof Json.Text text ? text.value() : "");
      }
      return Optional.of(new TestId(file.value(), names, name.value(), (int) ordinal.value()));
    }
    return Optional.empty();
  }
}
