package dev.loopgen.core.internal.governance;

import dev.loopgen.api.governance.GroupedFigures;
import dev.loopgen.api.governance.TestFigures;
import dev.loopgen.api.governance.TestFigures.CaseTally;
import dev.loopgen.api.governance.TestTally;
import dev.loopgen.api.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says in the plainest way what the JSON of an entry says about tests. */
final class PlainTestFigures {

  private PlainTestFigures() {}

  static TestFigures of(Json.Obj entry, String loop, @Nullable Instant at) {
    Optional<Json.Obj> found = entry.object("judgement").flatMap(it -> it.object("tests"));
    if (found.isEmpty()) {
      return TestFigures.NONE;
    }
    Json.Obj tests = found.get();
    long executed = whole(tests.find("executed"));
    TestTally tally =
        new TestTally(
            1,
            executed,
            executed,
            executed,
            count(tests, "failed"),
            whole(tests.find("skipped")),
            count(tests, "lost"),
            count(tests, "newlySkipped"),
            count(tests, "flaky") + count(tests, "repeated"));
    GroupedFigures<TestTally> none = GroupedFigures.none(TestTally.NONE);
    return new TestFigures(
        tally,
        at == null
            ? none
            : PlainFigures.one(
                at.atOffset(ZoneOffset.UTC).toLocalDate().toString(), tally, TestTally.NONE),
        PlainFigures.one(loop, tally, TestTally.NONE),
        named(tests, "failed", new CaseTally(1, 0, 0, 0, Duration.ZERO, at))
            .merge(named(tests, "flaky", new CaseTally(0, 1, 0, 0, Duration.ZERO, at)))
            .merge(named(tests, "repeated", new CaseTally(0, 1, 0, 0, Duration.ZERO, at)))
            .merge(named(tests, "lost", new CaseTally(0, 0, 1, 0, Duration.ZERO, at)))
            .merge(named(tests, "newlySkipped", new CaseTally(0, 0, 0, 1, Duration.ZERO, at)))
            .merge(slowest(tests)));
  }

  private static long count(Json.Obj tests, String member) {
    return whole(tests.object(member).flatMap(list -> list.find("count")));
  }

  private static long whole(Optional<Json> value) {
    double number = value.isPresent() && value.get() instanceof Json.Num n ? n.value() : 0;
    return number > 0 && number < 1e15 ? (long) number : 0;
  }

  private static GroupedFigures<CaseTally> named(Json.Obj tests, String member, CaseTally one) {
    List<Json> ids = tests.object(member).flatMap(list -> list.array("ids")).orElse(List.of());
    return ids.stream()
        .flatMap(id -> id instanceof Json.Text text ? Optional.of(text.value()).stream() : null)
        .map(GroupNames::shorten)
        .distinct()
        .map(id -> PlainFigures.one(id, one, CaseTally.NONE))
        .reduce(GroupedFigures.none(CaseTally.NONE), GroupedFigures::merge);
  }

  private static GroupedFigures<CaseTally> slowest(Json.Obj tests) {
    return tests.array("slowest").orElse(List.of()).stream()
        .flatMap(slow -> slow instanceof Json.Obj object ? Optional.of(object).stream() : null)
        .filter(slow -> slow.string("test").isPresent())
        .map(
            slow ->
                PlainFigures.one(
                    GroupNames.shorten(slow.string("test").orElseThrow()),
                    new CaseTally(0, 0, 0, 0, Duration.ofMillis(whole(slow.find("ms"))), null),
                    CaseTally.NONE))
        .reduce(GroupedFigures.none(CaseTally.NONE), GroupedFigures::merge);
  }
}
