package dev.loopgen.core.internal.tests.replay;

import dev.loopgen.api.tests.TestCase;
import dev.loopgen.api.tests.TestId;
import dev.loopgen.api.tests.TestOutcome;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.verify.CommandOutput;
import dev.loopgen.api.verify.CommandResult;
import dev.loopgen.api.verify.VerificationResult;
import dev.loopgen.core.internal.export.CarriedFiles;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What the commands of a loop did over a tree.
 *
 * @param verification how they ended
 * @param tests what their reports say
 * @param touched the files of the tree that they wrote to, restored or not
 * @param place where they found the tree
 * @param carried the ignored files that they got
 * @param references carried files that lead back to the work tree although the tree is elsewhere
 */
public record TreeRun(
    VerificationResult verification,
    ReportedTests tests,
    List<RepoPath> touched,
    ExportedRun.Place place,
    CarriedFiles carried,
    List<RepoPath> references) {

  public TreeRun {
    touched = List.copyOf(touched);
    references = List.copyOf(references);
  }

  /** Returns the tests that were executed. */
  public Set<TestId> executed() {
    return ids(test -> test.outcome().executed());
  }

  /** Returns the tests that failed. */
  public Set<TestId> failed() {
    return ids(test -> test.outcome() == TestOutcome.FAILED);
  }

  private Set<TestId> ids(Predicate<TestCase> which) {
    Set<TestId> ids = new TreeSet<>();
    tests.cases().stream().filter(which).forEach(test -> ids.add(test.id()));
    return ids;
  }

  /** Returns the commands that did not pass. */
  public List<CommandResult> failedCommands() {
    return verification.commands().stream().filter(command -> !command.passed()).toList();
  }

  /** Returns this run without some of its tests. */
  public TreeRun without(Predicate<TestCase> which) {
    return new TreeRun(verification, tests.without(which), touched, place, carried, references);
  }

  /** Returns what the commands that did not pass printed, and why tests did not load or failed. */
  String explanation() {
    StringBuilder text = new StringBuilder();
    for (CommandResult command : failedCommands()) {
      text.append(output(command)).append('\n');
    }
    tests.cases().stream()
        .filter(test -> test.outcome() == TestOutcome.FAILED)
        .forEach(test -> text.append(problems(test)));
    tests.unloaded().forEach(test -> text.append(problems(test)));
    return text.toString();
  }

  static String problems(TestCase test) {
    StringBuilder text = new StringBuilder();
    test.problems()
        .forEach(it -> text.append(it.message()).append('\n').append(it.detail()).append('\n'));
    return text.toString();
  }

  private static String output(CommandResult result) {
    CommandOutput output =
        result instanceof CommandResult.Exited exited
            ? exited.captured()
            : result instanceof CommandResult.TimedOut timedOut ? timedOut.captured() : null;
    return output == null ? "" : output.tail();
  }
}
