package dev.loopgen.core.internal.gate;

import dev.loopgen.api.gate.Finding.Outcome;
import dev.loopgen.api.gate.GatePolicy.Concern;
import dev.loopgen.api.gate.GateRule;
import dev.loopgen.api.run.Failure;
import dev.loopgen.api.tree.PathChange;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.WorkTree;
import dev.loopgen.core.internal.expectation.ChosenSpec;
import dev.loopgen.core.internal.expectation.OutdatedFiles;
import dev.loopgen.core.internal.guard.Acknowledgements;
import dev.loopgen.core.internal.guard.CommandFileCheck;
import dev.loopgen.core.internal.guard.ForbiddenPathGuard;
import dev.loopgen.core.internal.guard.GuardMemory;
import dev.loopgen.core.internal.guard.LocalAcknowledgements;
import dev.loopgen.core.internal.ledger.history.RunHistory;
import dev.loopgen.core.internal.spec.UnknownMembers;
import dev.loopgen.core.internal.tests.files.TestFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Judges the change itself: its spec, forbidden paths and command files. Nothing here relies on the
 * ledger.
 */
final class ChangeRules {

  private final WorkTree workTree;
  private final RunHistory history;
  private final Set<Concern> refused;
  private final FindingList findings;

  /**
   * @param refused what the policy refuses although a run may pass with it
   */
  ChangeRules(WorkTree workTree, RunHistory history, Set<Concern> refused, FindingList findings) {
    this.workTree = workTree;
    this.history = history;
    this.refused = refused;
    this.findings = findings;
  }

  /**
   * @param strict whether the spec must be reviewed or named by the caller
   */
  void judge(LoopExpectation expected, Acknowledgements reviewed, boolean strict) {
    spec(expected, strict);
    List<PathChange> changes = expected.tree().changesSince(expected.base());
    forbiddenPaths(expected, changes, reviewed);
    commandFiles(expected, changes, reviewed);
  }

  private void spec(LoopExpectation expected, boolean strict) {
    String lookedAt =
        "the spec of loop "
            + expected.loop()
            + " in the work tree and at the "
            + expected.baseName();
    if (strict && expected.spec().origin() == ChosenSpec.Origin.FIRST_RUN) {
      findings.broken(
          GateRule.SPEC,
          expected.loop(),
          lookedAt,
          "The base has no spec, so the change would supply the spec that it is judged by.",
          "Have the spec reviewed on its own, or adopt it by its digest.");
      return;
    }
    expected
        .spec()
        .specChange()
        .ifPresentOrElse(
            change ->
                findings.broken(
                    GateRule.SPEC,
                    expected.loop(),
                    lookedAt,
                    "The loop spec in the work tree ("
                        + change.found()
                        + ") is not the one of the base ("
                        + change.expected()
                        + ").",
                    "Have the spec change reviewed on its own, or adopt it by its digest."),
            () ->
                findings.met(
                    GateRule.SPEC,
                    expected.loop(),
                    lookedAt,
                    FindingList.listed(
                        Stream.concat(
                                Stream.of(
                                    "The loop comes from "
                                        + origin(expected)
                                        + " and has the digest "
                                        + expected.spec().loop().digest()
                                        + "."),
                                UnknownMembers.warnings(expected.spec().loop()).stream())
                            .toList())));
  }

  private static String origin(LoopExpectation expected) {
    return switch (expected.spec().origin()) {
      case BASE -> "the base";
      case ADOPTED -> "the work tree, adopted by its digest";
      case FIRST_RUN -> "the work tree, as the base has no spec yet";
      case CODE -> "the caller's code";
    };
  }

  private void forbiddenPaths(
      LoopExpectation expected, List<PathChange> changes, Acknowledgements reviewed) {
    List<? extends Failure> violations =
        new ForbiddenPathGuard(
                expected.spec(), expected.guarded(), expected.base(), workTree, GuardMemory.NONE)
            .judge(expected.tree(), changes, history, reviewed, LocalAcknowledgements.NONE)
            .violations();
    int patterns = expected.spec().forbiddenPaths().size();
    String lookedAt =
        "the tree on disk, the index and the commits since the "
            + expected.baseName()
            + " under "
            + patterns
            + (patterns == 1 ? " pattern" : " patterns")
            + " of loop "
            + expected.loop();
    if (violations.isEmpty() && !expected.tree().filtered().isEmpty()) {
      findings.add(
          GateRule.FORBIDDEN_PATHS,
          expected.loop(),
          Outcome.UNDECIDED,
          lookedAt,
          FilterChangedFiles.describe(expected.tree()),
          "Decide in a clone without the filter.");
    } else if (violations.isEmpty()) {
      findings.met(
          GateRule.FORBIDDEN_PATHS, expected.loop(), lookedAt, untouched(expected, patterns));
    } else {
      findings.broken(
          GateRule.FORBIDDEN_PATHS,
          expected.loop(),
          lookedAt,
          FindingList.listed(described(violations))
              + " Changes are counted from the "
              + expected.baseName()
              + ".",
          "Undo these changes, or have them acknowledged at the base first.",
          paths(violations));
    }
  }

  /** A rule that had nothing to check says so, rather than that it was met. */
  private static String untouched(LoopExpectation expected, int patterns) {
    if (patterns == 0) {
      return "No pattern is set for loop "
          + expected.loop()
          + ", so no path is forbidden and nothing was checked.";
    }
    return FindingList.listed(
        Stream.concat(
                Stream.of("No forbidden path was touched."), expected.guarded().warnings().stream())
            .toList());
  }

  /** Tells files that runners of tests read unasked, if the loop demands anything of tests. */
  private Predicate<RepoPath> configures(LoopExpectation expected) {
    return expected
        .spec()
        .loop()
        .tests()
        .map(rules -> TestFiles.of(rules.files(), workTree))
        .<Predicate<RepoPath>>map(files -> files::configures)
        .orElse(path -> false);
  }

  private void commandFiles(
      LoopExpectation expected, List<PathChange> changes, Acknowledgements reviewed) {
    CommandFileCheck files =
        CommandFileCheck.of(
            expected.spec().loop(),
            expected.tree(),
            changes,
            expected.base(),
            workTree,
            reviewed,
            configures(expected));
    List<String> faults = new ArrayList<>(described(files.failures()));
    List<String> paths = new ArrayList<>(paths(files.failures()));
    if (refused.contains(Concern.BUILD_FILES)) {
      faults.addAll(files.describedBuildFiles());
      files.buildFiles().forEach(edit -> paths.add(edit.path().display()));
    }
    if (refused.contains(Concern.UNRESOLVED_COMMANDS)) {
      faults.addAll(files.unresolved());
    }
    String lookedAt =
        "the files that the commands of loop "
            + expected.loop()
            + " name or depend on, since the "
            + expected.baseName();
    List<String> stale =
        new OutdatedFiles(expected.spec().loop(), expected.base(), workTree)
            .stale(expected.tree().entries()).stream().map(RepoPath::display).toList();
    if (faults.isEmpty() && !stale.isEmpty()) {
      findings.undecided(
          GateRule.COMMAND_FILES,
          expected.loop(),
          lookedAt,
          "The change edits none of these files, but "
              + FindingList.named(stale)
              + " is older here than at the trusted revision, so the run used an outdated check.",
          "Merge the trusted revision, or rebase onto it, and run the loop again.");
    } else if (faults.isEmpty()) {
      findings.met(
          GateRule.COMMAND_FILES,
          expected.loop(),
          lookedAt,
          FindingList.listed(
              Stream.concat(
                      Stream.of("The change edits no file that decides what they check."),
                      files.warnings().stream())
                  .toList()));
    } else {
      findings.broken(
          GateRule.COMMAND_FILES,
          expected.loop(),
          lookedAt,
          FindingList.listed(faults),
          "Undo these edits, or have them acknowledged at the base first.",
          paths.stream().distinct().toList());
    }
  }

  private static List<String> described(List<? extends Failure> failures) {
    return failures.stream().map(Failure::describe).toList();
  }

  private static List<String> paths(List<? extends Failure> failures) {
    return failures.stream().map(ChangeRules::path).flatMap(Optional::stream).distinct().toList();
  }

  private static boolean isGlob(String pattern) {
    return pattern.chars().anyMatch(c -> c == '*' || c == '?' || c == '[');
  }

  private static Optional<String> path(Failure failure) {
    if (failure instanceof Failure.ForbiddenPath forbidden) {
      boolean known = !forbidden.path().equals(forbidden.pattern()) || !isGlob(forbidden.path());
      return known ? Optional.of(forbidden.path()) : Optional.empty();
    }
    return failure instanceof Failure.CommandFileChanged changed
        ? Optional.of(changed.path().display())
        : Optional.empty();
  }
}
