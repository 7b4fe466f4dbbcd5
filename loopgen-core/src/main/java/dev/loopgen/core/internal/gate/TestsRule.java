package dev.loopgen.core.internal.gate;

import dev.loopgen.api.gate.Finding.Outcome;
import dev.loopgen.api.gate.GateRule;
import dev.loopgen.api.gate.RequiredTests;
import dev.loopgen.api.internal.text.Plural;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.tests.AcknowledgedTest;
import dev.loopgen.api.tests.BaseTests;
import dev.loopgen.api.tests.CanaryCheck;
import dev.loopgen.api.tests.RedCheck;
import dev.loopgen.api.tests.ReplayCheck;
import dev.loopgen.core.internal.tests.evidence.TestRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Requires evidence about tests of a run, as its entry has it. What is missing is not shown. */
final class TestsRule {

  private final List<RequiredTests> required;
  private final SignedWaivers waivers;
  private final FindingList findings;

  TestsRule(List<RequiredTests> required, SignedWaivers waivers, FindingList findings) {
    this.required = List.copyOf(required);
    this.waivers = waivers;
    this.findings = findings;
  }

  /**
   * Judges the latest runs of a loop.
   *
   * @param declared whether the loop's spec demands something of tests
   */
  void judge(String loop, List<RecordedRun> latest, boolean declared) {
    List<RequiredTests> required =
        this.required.stream().filter(one -> declared || !one.declared()).toList();
    if (required.isEmpty()) {
      return;
    }
    List<String> wrong = new ArrayList<>();
    for (RecordedRun run : latest) {
      Optional<Json.Obj> tests = run.tests();
      if (tests.isEmpty()) {
        wrong.add(run.name() + " has no evidence about tests.");
      } else {
        addIncomparable(run.name(), loop, tests.get(), wrong);
        required.forEach(one -> addMissing(run.name(), one, tests.get(), wrong));
        if (run.hasDoubtfulDependencies()
            && required.stream().anyMatch(one -> one.replay() || one.red())) {
          wrong.add(
              run.name()
                  + " ran over other trees with ignored dependencies that no earlier run had. Have"
                  + " the commands install them, or run it again once they were looked at.");
        }
      }
    }
    findings.add(
        GateRule.TESTS,
        loop,
        wrong.isEmpty() ? Outcome.MET : Outcome.BROKEN,
        "the tests of the latest run of loop " + loop + ": " + described(required),
        wrong.isEmpty() ? "It shows that." : FindingList.listed(wrong),
        wrong.isEmpty()
            ? ""
            : "Demand it in verification.tests of loop "
                + loop
                + " at the base, and run it again.");
  }

  private static void addMissing(
      String run, RequiredTests required, Json.Obj tests, List<String> wrong) {
    int executed = number(tests, "executed").orElse(0);
    if (executed < required.minimum()) {
      wrong.add(run + " executed " + Plural.of(executed, "test") + ".");
    }
    if (required.replay() && !replayed(tests)) {
      wrong.add(run + " does not show that the base's tests pass over the change.");
    }
    if (required.red() && !red(tests)) {
      wrong.add(run + " does not show that the change's tests fail over the base.");
    }
    int attempts = number(tests, "attempts").orElse(1);
    if (attempts < required.attempts()) {
      wrong.add(run + " was one of " + Plural.of(attempts, "attempt") + ".");
    }
    int failures = number(tests, "earlierFailures").orElse(Integer.MAX_VALUE);
    if (failures > required.earlierFailures()) {
      wrong.add(run + " passed after " + Plural.of(failures, "failed run") + " of the same tree.");
    }
    int flaky = tests.object("flaky").flatMap(found -> number(found, "count")).orElse(1);
    if (!required.flaky() && flaky > 0) {
      wrong.add(run + " had " + flaky + " flaky tests.");
    }
    if (required.coverage() > 0 && !covered(tests, required.coverage())) {
      wrong.add(run + " does not show that enough of the changed lines are covered.");
    }
  }

  /** A run that the tests of the base are unknown to cannot show that none is lost. */
  private void addIncomparable(String run, String loop, Json.Obj tests, List<String> wrong) {
    boolean known =
        tests
            .object("base")
            .flatMap(base -> base.string("source"))
            .filter(source -> !source.equals(BaseTests.Source.UNKNOWN.id()))
            .isPresent();
    if (!known) {
      wrong.add(run + " does not know the tests of the base.");
    }
    List<Json> agreed = tests.array("acknowledged").orElse(List.of());
    boolean bounded = agreed.size() >= TestRecord.MAX_ACKNOWLEDGED;
    for (Json item : agreed) {
      Optional<String> scope =
          item instanceof Json.Obj one ? one.string("scope") : Optional.<String>empty();
      if (scope.filter(AcknowledgedTest.Scope.SIGNED_WAIVER.id()::equals).isPresent()) {
        String test = ((Json.Obj) item).string("test").orElse("");
        if (bounded || !waivers.waivesTest(loop, test)) {
          wrong.add(
              run + " accepts lost or failing tests by a waiver that this gate does not find.");
          return;
        }
      } else if (scope.filter(AcknowledgedTest.Scope.BASE.id()::equals).isEmpty()) {
        wrong.add(run + " accepts lost or failing tests on the word of the user of a clone.");
        return;
      }
    }
  }

  private static boolean replayed(Json.Obj tests) {
    boolean passed =
        is(tests, "replay", ReplayCheck.Outcome.PASSED.id())
            || is(tests, "replay", ReplayCheck.Outcome.NOT_NEEDED.id())
            || agreedOn(tests);
    return passed && !is(tests, "canary", CanaryCheck.Outcome.SUBVERTED.id());
  }

  /**
   * Tells whether each test that a replay failed, lost or could not load was agreed on. Who agreed
   * is judged for all agreements.
   */
  private static boolean agreedOn(Json.Obj tests) {
    Optional<Json.Obj> replay = tests.object("replay");
    Set<String> agreed = new HashSet<>();
    tests
        .array("acknowledged")
        .orElse(List.of())
        .forEach(
            item -> {
              if (item instanceof Json.Obj one) {
                one.string("test").ifPresent(agreed::add);
              }
            });
    long named = 0;
    for (String list : List.of("failed", "lost", "deleted")) {
      Optional<Json.Obj> found = replay.flatMap(it -> it.object(list));
      List<Json> ids = found.flatMap(it -> it.array("ids")).orElse(List.of());
      boolean all =
          found.flatMap(it -> number(it, "count")).filter(count -> count == ids.size()).isPresent();
      if (!all
          || !ids.stream()
              .allMatch(id -> id instanceof Json.Text name && agreed.contains(name.value()))) {
        return false;
      }
      named += ids.size();
    }
    return named > 0;
  }

  private static boolean is(Json.Obj tests, String check, String outcome) {
    return tests
        .object(check)
        .flatMap(found -> found.string("outcome"))
        .filter(outcome::equals)
        .isPresent();
  }

  /** Tells whether, of added tests and of edited ones, none or at least one fails over the base. */
  private static boolean red(Json.Obj tests) {
    Optional<Json.Obj> red = tests.object("red");
    return red.filter(it -> it.string("detail").filter(String::isEmpty).isPresent())
        .filter(it -> noneOrRed(it, "added", "kinds") && noneOrRed(it, "changed", "changedKinds"))
        .isPresent();
  }

  private static boolean noneOrRed(Json.Obj red, String count, String kinds) {
    boolean any =
        red.object(kinds).stream()
            .anyMatch(
                found ->
                    Stream.of(RedCheck.Kind.values())
                        .filter(RedCheck.Kind::isRed)
                        .anyMatch(kind -> number(found, kind.id()).orElse(0) > 0));
    return any || number(red, count).orElse(-1) == 0;
  }

  private static boolean covered(Json.Obj tests, int percent) {
    return tests
        .object("coverage")
        .filter(
            found ->
                100L * number(found, "met").orElse(0)
                    >= (long) percent * number(found, "all").orElse(Integer.MAX_VALUE))
        .isPresent();
  }

  private static Optional<Integer> number(Json.Obj object, String name) {
    return object
        .find(name)
        .filter(Json.Num.class::isInstance)
        .map(value -> (int) ((Json.Num) value).value());
  }

  private static String described(List<RequiredTests> required) {
    return required.stream().map(RequiredTests::describe).collect(Collectors.joining("; "));
  }
}
