package dev.loopgen.report.internal;

import dev.loopgen.api.governance.TestFigures;
import dev.loopgen.api.governance.TestFigures.CaseTally;
import dev.loopgen.api.governance.TestTally;
import dev.loopgen.api.json.Json;

/** Formats the figures about tests as JSON. */
final class TestFiguresJson {

  private TestFiguresJson() {}

  static Json.Obj of(TestFigures tests) {
    Json.ObjectBuilder json = Json.object();
    put(json, tests.total());
    return json.put("byDay", GovernanceJson.groups(tests.byDay(), TestFiguresJson::tally))
        .put("byLoop", GovernanceJson.groups(tests.byLoop(), TestFiguresJson::tally))
        .put("cases", GovernanceJson.groups(tests.cases(), TestFiguresJson::oneTest))
        .build();
  }

  /** Adds what is not listed by name, if there is anything. */
  static void putLeftOut(Json.ObjectBuilder json, TestFigures tests) {
    Json.ObjectBuilder others = Json.object();
    GovernanceJson.putOthers(
        others, "byDay", tests.byDay(), TestTally.NONE, TestFiguresJson::tally);
    GovernanceJson.putOthers(
        others, "byLoop", tests.byLoop(), TestTally.NONE, TestFiguresJson::tally);
    GovernanceJson.putOthers(
        others, "cases", tests.cases(), CaseTally.NONE, TestFiguresJson::oneTest);
    Json.Obj all = others.build();
    if (!all.members().isEmpty()) {
      json.put("tests", all);
    }
  }

  private static Json tally(TestTally tally) {
    Json.ObjectBuilder json = Json.object();
    put(json, tally);
    return json.build();
  }

  private static void put(Json.ObjectBuilder json, TestTally tally) {
    json.put("runs", tally.runs())
        .put("executed", tally.executed())
        .put("fewest", tally.fewest())
        .put("most", tally.most())
        .put("failed", tally.failed())
        .put("skipped", tally.skipped())
        .put("lost", tally.lost())
        .put("newlySkipped", tally.newlySkipped())
        .put("flaky", tally.flaky());
  }

  private static Json oneTest(CaseTally tally) {
    Json.ObjectBuilder json =
        Json.object()
            .put("failed", tally.failed())
            .put("flaky", tally.flaky())
            .put("lost", tally.lost())
            .put("newlySkipped", tally.newlySkipped())
            .put("longestMs", tally.longest().toMillis());
    GovernanceJson.putInstant(json, "lastAt", tally.last());
    return json.build();
  }
}
