package dev.loopgen.core.internal.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.gate.Finding;
import dev.loopgen.api.gate.RequiredTests;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.tests.AcknowledgedTest;
import dev.loopgen.api.tests.BaseTests;
import dev.loopgen.api.tests.LineFigure;
import dev.loopgen.api.tests.RedCheck;
import dev.loopgen.api.tests.ReplayCheck;
import dev.loopgen.api.tests.TestCase;
import dev.loopgen.api.tests.TestEvidence;
import dev.loopgen.api.tests.TestId;
import dev.loopgen.api.tests.TestOutcome;
import dev.loopgen.core.internal.tests.evidence.TestRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a policy requires of tests is shown by the entry, or it is not met. */
final class TestsRuleTest {

  private static final RequiredTests ALL = new RequiredTests(2, true, true, 3, 0, 80, false, false);
  private static final TestId ONE = id("one");

  private static TestId id(String name) {
    return new TestId("", List.of(), name, 1);
  }

  private static TestEvidence.Builder evidence() {
    List<TestCase> cases =
        IntStream.range(0, 2)
            .mapToObj(
                i ->
                    new TestCase(
                        id("test" + i), TestOutcome.PASSED, false, Duration.ZERO, List.of()))
            .toList();
    return TestEvidence.builder(List.of(), cases)
        .base(new BaseTests(BaseTests.Source.LEDGER, "entry 1"))
        .replay(ReplayCheck.of(ReplayCheck.Outcome.PASSED, ""))
        .red(red(RedCheck.Kind.RED))
        .coverage(new LineFigure(8, 10, 80))
        .attempts(3, List.of())
        .earlierFailures(0);
  }

  private static RedCheck red(RedCheck.Kind kind) {
    return new RedCheck(List.of(new RedCheck.AddedTest(ONE, kind)), List.of(), "");
  }

  private static Finding judge(RequiredTests required, Json tests) {
    return judge(required, Json.object().put("tests", tests));
  }

  private static Finding judge(RequiredTests required, Json.ObjectBuilder judgement) {
    FindingList findings = new FindingList();
    Json.Obj facts = Json.object().put("entryId", "e1").put("judgement", judgement.build()).build();
    new TestsRule(List.of(required), SignedWaivers.none(), findings)
        .judge("check", List.of(new RecordedRun(AuditEntry.link(facts, List.of()))), true);
    return findings.all().get(0);
  }

  private static Finding.Outcome outcome(TestEvidence.Builder evidence) {
    return judge(ALL, TestRecord.write(evidence.build())).outcome();
  }

  @Test
  void everythingShown_isMet() {
    assertThat(outcome(evidence())).isEqualTo(Finding.Outcome.MET);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "executed",
        "base",
        "replay",
        "red",
        "coverage",
        "attempts",
        "earlierFailures",
        "flaky"
      })
  void memberThatIsMissingOrOdd_isNotMet(String member) {
    Map<String, Json> members = new LinkedHashMap<>(TestRecord.write(evidence().build()).members());
    members.remove(member);

    assertThat(judge(ALL, new Json.Obj(members)).outcome()).isEqualTo(Finding.Outcome.BROKEN);
    members.put(member, Json.of("all fine"));
    assertThat(judge(ALL, new Json.Obj(members)).outcome()).isEqualTo(Finding.Outcome.BROKEN);
  }

  @ParameterizedTest
  @CsvSource({
    "unverified, false, BROKEN",
    "changed, false, BROKEN",
    "odd, true, BROKEN",
    "changed, true, MET",
    "same, false, MET"
  })
  void dependenciesThatNobodyVouchesFor_cannotShowAReplay(
      String state, boolean pinned, Finding.Outcome outcome) {
    Json.ObjectBuilder judgement =
        Json.object()
            .put("tests", TestRecord.write(evidence().build()))
            .put(
                "carried",
                Json.object()
                    .put("state", state)
                    .put(
                        "lockFiles",
                        Json.strings(pinned ? List.of("package-lock.json") : List.of()))
                    .build());

    assertThat(judge(ALL, judgement).outcome()).isEqualTo(outcome);
    assertThat(judge(RequiredTests.ANY, judgement).outcome()).isEqualTo(Finding.Outcome.MET);
  }

  @Test
  void runWithoutEvidence_isNotMet() {
    assertThat(judge(RequiredTests.ANY, Json.of("none")).outcome())
        .isEqualTo(Finding.Outcome.BROKEN);
  }

  private static void refuses(UnaryOperator<TestEvidence.Builder> change) {
    assertThat(outcome(change.apply(evidence()))).isEqualTo(Finding.Outcome.BROKEN);
  }

  @Test
  void eachShortfall_isNotMet() {
    refuses(it -> it.base(new BaseTests(BaseTests.Source.UNKNOWN, "")));
    refuses(it -> it.replay(ReplayCheck.of(ReplayCheck.Outcome.FAILED, "")));
    refuses(it -> it.replay(ReplayCheck.of(ReplayCheck.Outcome.IMPOSSIBLE, "")));
    refuses(it -> it.red(red(RedCheck.Kind.PASSES_ON_BASE)));
    refuses(it -> it.red(red(RedCheck.Kind.UNRELATED_ABSENCE)));
    refuses(it -> it.red(RedCheck.of("not run")));
    refuses(it -> it.coverage(new LineFigure(79, 100, 0)));
    refuses(it -> it.attempts(2, List.of()));
    refuses(it -> it.attempts(3, List.of(ONE)));
    refuses(it -> it.earlierFailures(1));
  }

  @Test
  void editedTestsOfWhichNoneIsRed_areNotMet() {
    RedCheck edited =
        new RedCheck(
            List.of(new RedCheck.AddedTest(id("new"), RedCheck.Kind.RED)),
            List.of(new RedCheck.AddedTest(ONE, RedCheck.Kind.PASSES_ON_BASE)),
            "");

    refuses(it -> it.red(edited));
  }

  @Test
  void flakyTests_areMetOnlyWhereThePolicyTakesThem() {
    Json tests = TestRecord.write(evidence().attempts(3, List.of(ONE)).build());
    RequiredTests taking = new RequiredTests(2, true, true, 3, 0, 80, true, false);

    assertThat(judge(taking, tests).outcome()).isEqualTo(Finding.Outcome.MET);
    assertThat(judge(ALL, tests).outcome()).isEqualTo(Finding.Outcome.BROKEN);
  }

  @Test
  void loopThatDemandsNothingOfTests_isLeftOutWhereOnlyDeclaredOnesCount() {
    RequiredTests declared = new RequiredTests(1, false, false, 1, 0, 0, false, true);
    FindingList findings = new FindingList();

    new TestsRule(List.of(declared), SignedWaivers.none(), findings)
        .judge("check", List.of(), false);

    assertThat(findings.all()).isEmpty();
  }

  private static AcknowledgedTest agreed(int number, AcknowledgedTest.Scope scope) {
    return new AcknowledgedTest(id("lost" + number), "ann", "why", scope);
  }

  @Test
  void agreementsAtTheBase_areMet_othersAreNot() {
    assertThat(outcome(evidence().acknowledged(List.of(agreed(1, AcknowledgedTest.Scope.BASE)))))
        .isEqualTo(Finding.Outcome.MET);
    refuses(it -> it.acknowledged(List.of(agreed(1, AcknowledgedTest.Scope.THIS_CLONE))));
    refuses(it -> it.acknowledged(List.of(agreed(1, AcknowledgedTest.Scope.SIGNED_WAIVER))));
  }

  @Test
  void replayWhoseTestsWereAllAgreedOn_isMet() {
    TestEvidence.Builder replayed =
        evidence()
            .replay(
                new ReplayCheck(
                    ReplayCheck.Outcome.IMPOSSIBLE,
                    "they do not load",
                    List.of(),
                    List.of(id("lost1")),
                    List.of(id("lost2"))));

    assertThat(outcome(replayed.acknowledged(List.of(agreed(1, AcknowledgedTest.Scope.BASE)))))
        .isEqualTo(Finding.Outcome.BROKEN);
    List<AcknowledgedTest> both =
        List.of(agreed(1, AcknowledgedTest.Scope.BASE), agreed(2, AcknowledgedTest.Scope.BASE));
    assertThat(outcome(replayed.acknowledged(both))).isEqualTo(Finding.Outcome.MET);
    List<AcknowledgedTest> own =
        List.of(
            agreed(1, AcknowledgedTest.Scope.BASE), agreed(2, AcknowledgedTest.Scope.THIS_CLONE));
    assertThat(outcome(replayed.acknowledged(own))).isEqualTo(Finding.Outcome.BROKEN);
  }

  @Test
  void replayOfWhichMoreTestsFailedThanTheEntryNames_isNotMet() {
    List<AcknowledgedTest> agreed =
        IntStream.range(0, 60).mapToObj(i -> agreed(i, AcknowledgedTest.Scope.BASE)).toList();

    refuses(
        it ->
            it.acknowledged(agreed)
                .replay(
                    new ReplayCheck(
                        ReplayCheck.Outcome.FAILED,
                        "",
                        List.of(),
                        agreed.stream().map(AcknowledgedTest::test).toList(),
                        List.of())));
  }

  @Test
  void agreementBehindManyOthers_isNotHiddenByTheBoundOfTheList() {
    List<AcknowledgedTest> many = new ArrayList<>();
    IntStream.range(0, 200).forEach(i -> many.add(agreed(i, AcknowledgedTest.Scope.BASE)));
    many.add(agreed(200, AcknowledgedTest.Scope.THIS_CLONE));

    refuses(it -> it.acknowledged(many));
  }
}
