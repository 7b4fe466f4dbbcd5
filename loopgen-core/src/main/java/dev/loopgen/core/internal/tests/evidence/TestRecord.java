package dev.loopgen.core.internal.tests.evidence;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.internal.text.TextStart;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.tests.AcknowledgedTest;
import dev.loopgen.api.tests.CanaryCheck;
import dev.loopgen.api.tests.LineFigure;
import dev.loopgen.api.tests.RedCheck;
import dev.loopgen.api.tests.ReplayCheck;
import dev.loopgen.api.tests.ReportFile;
import dev.loopgen.api.tests.TestCase;
import dev.loopgen.api.tests.TestCounts;
import dev.loopgen.api.tests.TestEvidence;
import dev.loopgen.api.tests.TestId;
import dev.loopgen.api.tests.TestOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Writes evidence about tests into an entry: counts and digests, and lists that are bounded. The
 * counts beside the lists are always exact.
 */
public final class TestRecord {

  /** The most reports whose digests an entry has. */
  static final int MAX_REPORTS = 200;

  /** The most agreements that an entry has. */
  public static final int MAX_ACKNOWLEDGED = 50;

  private static final int MAX_TESTS = 50;
  private static final int MAX_TEXT = 300;
  private static final int SLOWEST = 5;

  /** The most passed tests whose names an entry has, and the most characters of all of them. */
  private static final int MAX_PASSED = 100;

  private static final int MAX_PASSED_TEXT = 8 << 10;

  private TestRecord() {}

  /** Returns the member of an entry. */
  public static Json.Obj write(TestEvidence evidence) {
    TestCounts counts = evidence.counts();
    return Json.object()
        .put("executed", counts.executed())
        .put("passed", counts.passed())
        .put("failed", tests(evidence.failed().stream().map(TestCase::id).toList()))
        .put("skipped", counts.skipped())
        .put("identities", evidence.identities().hex())
        .put("skips", evidence.skips().hex())
        .put("reports", reports(evidence.reports()))
        .put("details", TestDetails.digest(evidence).hex())
        .put("base", base(evidence))
        .put("lost", tests(evidence.lost()))
        .put("newlySkipped", tests(evidence.newlySkipped()))
        .put("flaky", tests(evidence.flaky()))
        .put("repeated", tests(repeated(evidence)))
        .putIfPresent("passedIds", passed(evidence))
        .put("attempts", evidence.attempts())
        .put("earlierFailures", evidence.earlierFailures())
        .put("acknowledged", acknowledged(evidence.acknowledged()))
        .put("slowest", slowest(evidence.cases()))
        .putIfPresent("coverage", evidence.coverage().map(TestRecord::figure))
        .putIfPresent("mutation", evidence.mutation().map(TestRecord::figure))
        .putIfPresent("replay", evidence.replay().map(TestRecord::replay))
        .putIfPresent("canary", evidence.canary().map(TestRecord::canary))
        .putIfPresent("red", evidence.red().map(TestRecord::red))
        .build();
  }

  private static Json.Obj tests(List<TestId> tests) {
    return Json.object()
        .put("count", tests.size())
        .put("ids", Json.strings(tests.stream().limit(MAX_TESTS).map(TestRecord::text).toList()))
        .build();
  }

  /** Returns the tests that a runner repeated until they passed, flaky ones excepted. */
  private static List<TestId> repeated(TestEvidence evidence) {
    Set<TestId> flaky = Set.copyOf(evidence.flaky());
    return evidence.cases().stream()
        .filter(test -> test.flaky() && test.outcome() == TestOutcome.PASSED)
        .map(TestCase::id)
        .filter(test -> !flaky.contains(test))
        .toList();
  }

  /** Returns the tests that simply passed; empty if that would be a long list. */
  private static Optional<Json> passed(TestEvidence evidence) {
    if (evidence.counts().passed() > MAX_PASSED) {
      return Optional.empty();
    }
    List<String> names =
        evidence.cases().stream()
            .filter(test -> !test.flaky() && test.outcome() == TestOutcome.PASSED)
            .map(TestCase::id)
            .filter(test -> !evidence.flaky().contains(test))
            .map(TestRecord::text)
            .toList();
    return names.stream().mapToInt(String::length).sum() > MAX_PASSED_TEXT
        ? Optional.empty()
        : Optional.of(Json.strings(names));
  }

  private static String text(TestId test) {
    return bounded(test.text());
  }

  private static String bounded(String text) {
    return TextStart.within(text, MAX_TEXT);
  }

  private static Json.Obj reports(List<ReportFile> reports) {
    List<Json> all = new ArrayList<>();
    reports.stream()
        .map(report -> report.digest().hex())
        .sorted()
        .forEach(digest -> all.add(Json.of(digest)));
    return Json.object()
        .put("count", reports.size())
        .put("digest", new Json.Array(all).sha256())
        .put("sha256", new Json.Array(all.subList(0, Math.min(all.size(), MAX_REPORTS))))
        .build();
  }

  private static Json.Obj base(TestEvidence evidence) {
    Json.ObjectBuilder base = Json.object().put("source", evidence.base().source().id());
    if (!evidence.base().detail().isEmpty()) {
      base.put("detail", bounded(evidence.base().detail()));
    }
    return base.build();
  }

  /** Those that a gate may not believe come first, so that a bound cannot hide them. */
  private static List<Json> acknowledged(List<AcknowledgedTest> tests) {
    return tests.stream()
        .sorted(Comparator.comparing(AcknowledgedTest::scope).reversed())
        .limit(MAX_ACKNOWLEDGED)
        .map(
            test ->
                (Json)
                    Json.object()
                        .put("test", text(test.test()))
                        .put("by", test.by())
                        .put("reason", test.reason())
                        .put("scope", test.scope().id())
                        .build())
        .toList();
  }

  private static List<Json> slowest(List<TestCase> cases) {
    return cases.stream()
        .filter(test -> test.duration().compareTo(Duration.ZERO) > 0)
        .sorted(Comparator.comparing(TestCase::duration).reversed().thenComparing(TestCase::id))
        .limit(SLOWEST)
        .map(
            test ->
                (Json)
                    Json.object()
                        .put("test", text(test.id()))
                        .put("ms", test.duration().toMillis())
                        .build())
        .toList();
  }

  private static Json.Obj figure(LineFigure figure) {
    return Json.object()
        .put("met", figure.met())
        .put("all", figure.all())
        .put("demanded", figure.demanded())
        .build();
  }

  private static Json.Obj replay(ReplayCheck check) {
    return Json.object()
        .put("outcome", check.outcome().id())
        .put("detail", bounded(check.detail()))
        .put("failed", tests(check.failed()))
        .put("lost", tests(check.lost()))
        .put("deleted", tests(check.deleted()))
        .build();
  }

  private static Json.Obj canary(CanaryCheck check) {
    return Json.object()
        .put("runner", check.runner())
        .put("outcome", check.outcome().id())
        .put("detail", bounded(check.detail()))
        .build();
  }

  private static Json.Obj red(RedCheck check) {
    return Json.object()
        .put("added", check.tests().size())
        .put("kinds", kinds(check.tests()))
        .put("changed", check.changed().size())
        .put("changedKinds", kinds(check.changed()))
        .put("detail", bounded(check.detail()))
        .build();
  }

  private static Json.Obj kinds(List<RedCheck.AddedTest> tests) {
    Map<String, Integer> kinds = new TreeMap<>();
    tests.forEach(test -> kinds.merge(test.kind().id(), 1, Integer::sum));
    Json.ObjectBuilder counts = Json.object();
    kinds.forEach(counts::put);
    return counts.build();
  }

  /** Returns the evidence that an entry has about tests. */
  public static Optional<Json.Obj> find(Json.Obj entry) {
    return entry.object("judgement").flatMap(judgement -> judgement.object("tests"));
  }

  static Optional<Sha256> digest(Json.Obj tests, String name) {
    return tests.string(name).flatMap(Sha256::parse);
  }
}
