package dev.loopgen.core.internal.governance;

import dev.loopgen.api.governance.RunColumn;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.core.internal.governance.CountedTests.Concern;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Reads what an entry states of a run, as values of a row. */
final class RunRowReader {

  private RunRowReader() {}

  /** Returns the values that the entry itself states: not its place, its trust or its source. */
  static Map<RunColumn, Object> read(AuditEntry entry, CountedRun run) {
    EntryRunReader.read(entry, run);
    Map<RunColumn, Object> row = new EnumMap<>(RunColumn.class);
    readRun(run, row);
    if (run.tests.present) {
      readTests(run.tests, row);
    }
    readEntry(entry, row);
    return row;
  }

  private static void readRun(CountedRun run, Map<RunColumn, Object> row) {
    if (run.at() != null) {
      row.put(RunColumn.STARTED_AT, run.at());
    }
    row.put(RunColumn.LOOP, run.loop);
    row.put(RunColumn.MODE, run.mode);
    row.put(RunColumn.ACTOR, run.actor);
    row.put(RunColumn.PASSED, run.passed);
    row.put(RunColumn.COMMANDS, (long) run.commandCount());
    row.put(RunColumn.COMMANDS_FAILED, count(run, true));
    row.put(RunColumn.COMMANDS_TIMED_OUT, count(run, false));
    row.put(RunColumn.DURATION_MS, run.millis);
    row.put(RunColumn.FORBIDDEN, run.violated);
    row.put(RunColumn.FORBIDDEN_PATHS, (long) run.patternCount());
    row.put(RunColumn.BLOCKED_ATTEMPTS, run.blocked);
  }

  private static long count(CountedRun run, boolean failed) {
    return IntStream.range(0, run.commandCount())
        .mapToObj(run::command)
        .filter(command -> failed ? command.failed : command.timedOut)
        .count();
  }

  private static void readTests(CountedTests tests, Map<RunColumn, Object> row) {
    row.put(RunColumn.TESTS_EXECUTED, tests.executed);
    row.put(RunColumn.TESTS_FAILED, tests.count(Concern.FAILED));
    row.put(RunColumn.TESTS_SKIPPED, tests.skipped);
    row.put(RunColumn.TESTS_LOST, tests.count(Concern.LOST));
    row.put(RunColumn.TESTS_NEWLY_SKIPPED, tests.count(Concern.NEWLY_SKIPPED));
    row.put(RunColumn.TESTS_FLAKY, tests.count(Concern.FLAKY));
    row.put(RunColumn.TESTS_REPEATED, tests.count(Concern.REPEATED));
  }

  private static void readEntry(AuditEntry entry, Map<RunColumn, Object> row) {
    Json.Obj json = entry.json();
    Optional<Json.Obj> judgement = json.object("judgement");
    Optional<Json.Obj> git = json.object("git");
    text(RunColumn.ENTRY_HASH, entry.hash(), row);
    text(RunColumn.ENTRY_ID, entry.entryId(), row);
    text(RunColumn.PROJECT, json.string("project"), row);
    row.put(RunColumn.ITERATIONS, EntryRunReader.count(json, "iterations"));
    row.put(RunColumn.CHANGED_FILES, changedFiles(json, judgement));
    text(
        RunColumn.BASE_COMMIT,
        judgement
            .flatMap(found -> found.object("base"))
            .flatMap(base -> base.string("commit"))
            .or(() -> git.flatMap(found -> found.string("shaBefore"))),
        row);
    text(RunColumn.JUDGED_TREE, judgement.flatMap(found -> found.string("judgedTree")), row);
    text(RunColumn.COMMIT_SHA, git.flatMap(found -> found.string("shaAfter")), row);
    text(
        RunColumn.BRANCH,
        judgement.flatMap(found -> found.object("head")).flatMap(head -> head.string("branch")),
        row);
    text(
        RunColumn.CI_RUN,
        json.object("provenance")
            .flatMap(provenance -> provenance.object("ci"))
            .flatMap(ci -> ci.string("runUri")),
        row);
  }

  private static void text(RunColumn column, Optional<String> value, Map<RunColumn, Object> row) {
    value.map(GroupNames::shorten).ifPresent(text -> row.put(column, text));
  }

  private static long changedFiles(Json.Obj json, Optional<Json.Obj> judgement) {
    if (judgement.flatMap(found -> found.find("changes")).isPresent()) {
      return EntryRunReader.count(judgement.get(), "changes");
    }
    Optional<Json.Obj> changed = json.object("changedFiles");
    return EntryRunReader.list(changed, "tracked").count()
        + EntryRunReader.list(changed, "untracked").count();
  }
}
