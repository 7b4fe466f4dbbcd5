package dev.loopgen.core.internal.run.report;

import dev.loopgen.api.internal.text.Markdown;
import dev.loopgen.api.internal.text.ReadableNames;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.run.Failure;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.api.tests.AcknowledgedTest;
import dev.loopgen.api.tests.LineFigure;
import dev.loopgen.api.tests.TestCase;
import dev.loopgen.api.tests.TestEvidence;
import dev.loopgen.api.tests.TestId;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.verify.CommandOutput;
import dev.loopgen.api.verify.CommandResult;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** The report of a run in Markdown, under npm loopgen's headings. */
public final class RunReport {

  private static final int EXCERPT = 4000;
  private static final int MAX_NAMES = 200;

  private final RunResult result;
  private final String timestamp;
  private final StringBuilder out = new StringBuilder();

  private RunReport(RunResult result, String timestamp) {
    this.result = result;
    this.timestamp = timestamp;
  }

  /** Returns the report of a result that has an entry. */
  public static String of(RunResult result, String timestamp) {
    RunReport report = new RunReport(result, timestamp);
    report.head();
    report.git();
    report.files();
    report.verification();
    result.tests().ifPresent(report::tests);
    report.warnings();
    report.forbidden();
    report.otherFailures();
    result.driven().ifPresent(run -> report.out.append(IterationHistory.of(run)));
    report.scope();
    return report.out.toString();
  }

  private void head() {
    line(
        "# Proof report — "
            + Markdown.text(result.spec().title())
            + (result.passed() ? " ✅ PASS" : " ❌ FAIL"));
    line("");
    line(
        "Loop: "
            + Markdown.code(result.spec().id())
            + result
                .driven()
                .map(run -> " · Mode: driven · Iterations: " + run.iterations().size())
                .orElse(" · Mode: referee · Iterations: 1"));
    line("Generated: " + timestamp);
    actor().ifPresent(actor -> line("By: " + Markdown.text(actor)));
    result
        .entry()
        .flatMap(entry -> entry.hash())
        .ifPresent(hash -> line("Audit entry: " + Markdown.code(hash)));
    line("Trust: **local** — evidence relative to this clone, which whoever can write it controls");
    if (!result.spec().goal().isBlank()) {
      heading("Goal");
      line(Markdown.text(result.spec().goal()));
    }
  }

  private Optional<String> actor() {
    return result
        .facts()
        .object("actor")
        .map(
            actor ->
                actor.string("user").orElse("?")
                    + actor.string("host").map(host -> "@" + host).orElse(""));
  }

  private void git() {
    Json.Obj git = result.facts().object("git").orElseThrow();
    Json.Obj base =
        result
            .facts()
            .object("judgement")
            .flatMap(judgement -> judgement.object("base"))
            .orElseThrow();
    heading("Git");
    line(
        "- Base: "
            + Markdown.code(git.string("base").orElse("HEAD"))
            + " (rule: "
            + base.string("rule").orElse("?")
            + base.string("reference").map(name -> ", " + Markdown.code(name)).orElse("")
            + ")");
    line("- Before: " + Markdown.code(git.string("shaBefore").orElse("none")));
    line("- After: " + Markdown.code(git.string("shaAfter").orElse("none")));
    line("- Working tree clean at start: " + (git.bool("clean").orElse(false) ? "yes" : "no"));
  }

  private void files() {
    TreeSet<RepoPath> names = new TreeSet<>(result.after().untracked());
    result.changes().forEach(change -> names.add(change.path()));
    heading("Files changed (" + names.size() + ")");
    if (names.isEmpty()) {
      line("- (none)");
    }
    names.stream()
        .limit(MAX_NAMES)
        .forEach(name -> line("- " + Markdown.code(ReadableNames.in(name.display()))));
    if (names.size() > MAX_NAMES) {
      line("- … and " + (names.size() - MAX_NAMES) + " more");
    }
    String diffstat =
        result
            .facts()
            .object("changedFiles")
            .flatMap(files -> files.string("diffstat"))
            .filter(text -> !text.isEmpty())
            .orElse("(no diffstat)");
    line("");
    out.append(Markdown.block(diffstat));
  }

  private void verification() {
    heading("Verification — " + (result.verification().passed() ? "passed" : "failed"));
    if (result.verification().commands().isEmpty()) {
      line("(no commands)");
    }
    String separator = "";
    for (CommandResult command : result.verification().commands()) {
      out.append(separator);
      line("#### " + Markdown.code(command.command()) + " — " + outcome(command));
      line("");
      out.append(Markdown.block(excerpt(command)));
      separator = "\n";
    }
  }

  private void tests(TestEvidence tests) {
    heading("Tests — " + tests.counts().describe());
    line(
        "- Reports that count: "
            + tests.reports().size()
            + "; compared with the base: "
            + tests.base().source().id()
            + (tests.base().detail().isEmpty()
                ? ""
                : " (" + Markdown.text(tests.base().detail()) + ")"));
    if (tests.attempts() > 1) {
      line("- Attempts: " + tests.attempts());
    }
    if (tests.earlierFailures() > 0) {
      line("- Earlier runs of this very tree that failed: " + tests.earlierFailures());
    }
    tests
        .replay()
        .ifPresent(it -> line("- The base's tests over the change: " + it.outcome().id()));
    tests.canary().ifPresent(it -> line("- Tests that must fail: " + it.outcome().id()));
    tests.coverage().ifPresent(it -> line("- Covered lines of the change: " + figure(it)));
    tests.mutation().ifPresent(it -> line("- Killed mutants of the change: " + figure(it)));
    tests("Lost", tests.lost());
    tests("Skipped now", tests.newlySkipped());
    tests("Flaky", tests.flaky());
    tests("Agreed on", tests.acknowledged().stream().map(AcknowledgedTest::test).toList());
    tests.failed().stream().limit(MAX_NAMES).forEach(this::failedTest);
  }

  private static String figure(LineFigure figure) {
    return figure.met() + " of " + figure.all() + ", " + figure.demanded() + " percent demanded";
  }

  private void tests(String title, List<TestId> tests) {
    tests.stream()
        .limit(MAX_NAMES)
        .forEach(test -> line("- " + title + ": " + Markdown.code(test.text())));
  }

  private void failedTest(TestCase test) {
    String problem = test.problems().stream().map(Object::toString).findFirst().orElse("");
    line(
        "- Failed: "
            + Markdown.code(test.id().text())
            + (problem.isEmpty() ? "" : " — " + Markdown.text(problem)));
  }

  private static String outcome(CommandResult command) {
    String duration = " (" + command.duration().toMillis() + " ms)";
    if (command instanceof CommandResult.Exited exited) {
      return (exited.passed() ? "pass" : "fail") + " (exit " + exited.exitCode() + ")" + duration;
    }
    return command instanceof CommandResult.TimedOut
        ? "fail (timed out)" + duration
        : "fail (not run)";
  }

  private static String excerpt(CommandResult command) {
    String text = command.output().map(CommandOutput::tail).orElse("");
    if (text.isBlank()) {
      return "(no output)";
    }
    return text.length() <= EXCERPT
        ? text
        : "… (the end of "
            + command.output().orElseThrow().totalBytes()
            + " bytes)\n"
            + text.substring(text.length() - EXCERPT);
  }

  private void warnings() {
    if (!result.warnings().isEmpty()) {
      line("");
      line("> Warnings:");
      result.warnings().forEach(warning -> line("> - " + Markdown.text(warning)));
    }
  }

  private void forbidden() {
    List<Failure> violations = result.failures().stream().filter(RunReport::isViolation).toList();
    boolean unset = result.spec().forbiddenPaths().isEmpty() && violations.isEmpty();
    heading(
        "Forbidden paths — " + (unset ? "none set" : violations.isEmpty() ? "clean" : "VIOLATION"));
    if (unset) {
      line("No pattern is set, so no path is forbidden and nothing was checked.");
    } else if (violations.isEmpty()) {
      line("No forbidden paths were changed.");
    }
    violations.stream().limit(MAX_NAMES).forEach(this::violation);
  }

  private void violation(Failure failure) {
    if (failure instanceof Failure.ForbiddenPath path) {
      line(
          "- "
              + Markdown.code(ReadableNames.in(path.path()))
              + " matched forbidden pattern "
              + Markdown.code(path.pattern())
              + ": "
              + Markdown.text(path.detail()));
    } else {
      line("- " + Markdown.text(ReadableNames.in(failure.describe())));
    }
  }

  private static boolean isViolation(Failure failure) {
    return failure instanceof Failure.ForbiddenPath || failure instanceof Failure.Opaque;
  }

  private void otherFailures() {
    List<Failure> others =
        result.failures().stream()
            .filter(failure -> !isViolation(failure))
            .filter(failure -> !(failure instanceof Failure.CommandFailed))
            .toList();
    if (!others.isEmpty()) {
      heading("Other reasons for failure");
      others.stream()
          .limit(MAX_NAMES)
          .forEach(failure -> line("- " + Markdown.text(ReadableNames.in(failure.describe()))));
    }
  }

  private void scope() {
    line("");
    line("---");
    line("");
    if (result.driven().isPresent()) {
      line(IterationHistory.scope(result.driven().get()));
      return;
    }
    line(
        "> Scope: this is **detection, not prevention**. loopgen ran the verification commands"
            + " above and compared the work tree before, after and with its base; it does not"
            + " sandbox the agent or block reads. The audit entry is hash-chained in"
            + " `.loopgen/audit.jsonl`: evidence that shows edits to whoever holds a later hash,"
            + " not signed proof.");
  }

  private void heading(String text) {
    line("");
    line("## " + text);
    line("");
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}
