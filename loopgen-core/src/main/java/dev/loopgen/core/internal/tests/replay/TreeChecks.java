package dev.loopgen.core.internal.tests.replay;

import dev.loopgen.api.run.TestFailure;
import dev.loopgen.api.spec.TestRules;
import dev.loopgen.api.tests.CanaryCheck;
import dev.loopgen.api.tests.RedCheck;
import dev.loopgen.api.tests.ReplayCheck;
import dev.loopgen.api.tests.ReplayCheck.Outcome;
import dev.loopgen.api.tests.TestId;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.core.internal.export.CarriedFiles;
import dev.loopgen.core.internal.export.TreeComposition;
import dev.loopgen.core.internal.git.GitTree;
import dev.loopgen.core.internal.tests.canary.Canary;
import dev.loopgen.core.internal.tests.canary.TestSources;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The runs over other trees that a loop demands of a change whose own commands passed. Each is made
 * only if what it would show is not known already.
 */
public final class TreeChecks {

  private final Question question;
  private final ChangedTree change;
  private final TestRules rules;
  private final AtomicInteger runs = new AtomicInteger();
  private volatile @Nullable TreeRun last;

  /**
   * What is asked.
   *
   * @param rules what the loop demands of tests
   * @param commands the command lines of the loop
   * @param change the change
   * @param executed the tests that the change's own run executed
   * @param base the tests that are executed at the base, if they are known without a run
   * @param leftovers whether ignored files lay in the work tree that its commands could have used
   * @param accepted tells the tests of the base whose failure over the change was agreed on
   * @param sideBySide whether runs share nothing that they could disturb each other by, and the
   *     machine has the processors for it
   * @param nonce a name that the change cannot know: lower-case letters and digits
   */
  public record Question(
      TestRules rules,
      List<String> commands,
      ChangedTree change,
      Set<TestId> executed,
      Optional<Set<TestId>> base,
      boolean leftovers,
      Predicate<TestId> accepted,
      boolean sideBySide,
      String nonce) {}

  /** Runs the commands over a tree. */
  public interface Runner {

    /**
     * Runs them.
     *
     * @param added files that are not in the tree, by their paths
     * @throws InterruptedException if the thread is interrupted
     */
    TreeRun run(GitTree tree, Map<RepoPath, byte[]> added) throws InterruptedException;
  }

  private final Runner runner;

  public TreeChecks(Question question, Runner runner) {
    this.question = question;
    this.change = question.change();
    this.rules = question.rules();
    this.runner = runner;
  }

  /**
   * Makes the runs.
   *
   * @throws dev.loopgen.api.LoopgenException if a tree cannot be run
   * @throws InterruptedException if the thread is interrupted
   */
  public CheckedTrees check() throws InterruptedException {
    boolean unknown = question.base().isEmpty() && !rules.reports().isEmpty();
    try (SideRun<Optional<TreeRun>> ofBase =
        unknown ? ofBase() : SideRun.later(Optional::<TreeRun>empty)) {
      if (!question.sideBySide()) {
        ofBase.get();
      }
      return check(ofBase);
    }
  }

  private SideRun<Optional<TreeRun>> ofBase() {
    Callable<Optional<TreeRun>> run = () -> Optional.of(run(change.ofBase(), Map.of()));
    return question.sideBySide() ? SideRun.start(run) : SideRun.later(run);
  }

  /** Returns the tests that are executed at the base, if they are known. */
  private Optional<Set<TestId>> known(SideRun<Optional<TreeRun>> ofBase)
      throws InterruptedException {
    return question.base().isPresent() ? question.base() : ofBase.get().map(TreeRun::executed);
  }

  private CheckedTrees check(SideRun<Optional<TreeRun>> ofBase) throws InterruptedException {
    List<TestFailure> failures = new ArrayList<>();
    Replayed replayed = rules.replay() == TestRules.Replay.BASE ? replay(ofBase) : Replayed.NONE;
    replayed.check().flatMap(this::failure).ifPresent(failures::add);
    replayed.canary().flatMap(this::failure).ifPresent(failures::add);
    Optional<Set<TestId>> base = known(ofBase);
    Optional<RedCheck> red =
        rules.red() == TestRules.Red.OFF || base.isEmpty()
            ? Optional.empty()
            : red(base.get(), replayed.passed());
    if (rules.red() == TestRules.Red.REQUIRE) {
      red.flatMap(RedDemand::missed).ifPresent(failures::add);
    }
    TreeRun any = last;
    return new CheckedTrees(
        ofBase.get(),
        replayed.check(),
        replayed.canary(),
        red,
        failures,
        runs.get(),
        Optional.ofNullable(any).map(TreeRun::place),
        any == null ? CarriedFiles.NONE : any.carried());
  }

  private Optional<TestFailure> failure(CanaryCheck canary) {
    return canary.outcome() == CanaryCheck.Outcome.SUBVERTED
        ? Optional.of(
            new TestFailure.RunnerSubverted(
                String.join("; ", question.commands()), canary.detail()))
        : Optional.empty();
  }

  private TreeRun run(GitTree tree, Map<RepoPath, byte[]> added) throws InterruptedException {
    runs.incrementAndGet();
    TreeRun run = runner.run(tree, added);
    last = run;
    return run;
  }

  /** A replay and the canary that ran with it. */
  private record Replayed(Optional<ReplayCheck> check, Optional<CanaryCheck> canary) {

    /** Tells whether the base's versions of edited tests pass, which makes edits harmless. */
    boolean passed() {
      return check.filter(it -> it.outcome() == Outcome.PASSED).isPresent();
    }

    static final Replayed NONE = new Replayed(Optional.empty(), Optional.empty());

    static Replayed of(ReplayCheck check) {
      return new Replayed(Optional.of(check), Optional.empty());
    }
  }

  private Replayed replay(SideRun<Optional<TreeRun>> base) throws InterruptedException {
    boolean shown = !change.touchesTests() && !question.leftovers() && question.base().isPresent();
    if (shown) {
      return Replayed.of(ReplayCheck.of(Outcome.NOT_NEEDED, ""));
    }
    TreeComposition composed = change.withTestsOfBase();
    if (composed instanceof TreeComposition.Obstructed obstructed) {
      return Replayed.of(
          ReplayCheck.of(Outcome.IMPOSSIBLE, obstructed.obstructions().get(0).describe()));
    }
    GitTree tree = ((TreeComposition.Complete) composed).tree();
    Optional<Canary> canary = rules.reports().isEmpty() ? Optional.empty() : canary(tree);
    if (canary.isEmpty()) {
      return new Replayed(
          Optional.of(judged(run(tree, Map.of()), base, false)),
          Optional.of(new CanaryCheck("", CanaryCheck.Outcome.NO_ADAPTER, "")));
    }
    return replay(tree, base, canary.get());
  }

  /** Runs the base's tests together with those that must fail, and alone if that is unclear. */
  private Replayed replay(GitTree tree, SideRun<Optional<TreeRun>> base, Canary canary)
      throws InterruptedException {
    Map<RepoPath, byte[]> added = Map.of(canary.file(), canary.content());
    CanaryJudge judge = new CanaryJudge(canary);
    TreeRun together = run(tree, added);
    boolean reported = judge.isReported(together);
    if (reported && together.failedCommands().size() == 1) {
      ReplayCheck check = judged(together.without(canary::owns), base, true);
      if (check.outcome() == Outcome.PASSED) {
        return new Replayed(Optional.of(check), Optional.of(judge.reported()));
      }
    }
    ReplayCheck alone = judged(run(tree, Map.of()), base, false);
    CanaryCheck outcome =
        reported
            ? judge.reported()
            : judge.isFalse(together)
                ? judge.subverted(together)
                : alone.outcome() != Outcome.PASSED
                    ? judge.unclear("the tests of the base did not pass without it either")
                    : judge.isReported(run(change.ofBase(), added))
                        ? judge.subverted(together)
                        : judge.unclear("the commands do not report it at the base either");
    return new Replayed(Optional.of(alone), Optional.of(outcome));
  }

  private Optional<Canary> canary(GitTree tree) {
    Function<RepoPath, Optional<String>> reader =
        path ->
            change.base().entry(path).equals(Optional.ofNullable(tree.files().get(path)))
                ? change.ofBase(path)
                : change.content().apply(path);
    return Canary.of(
        new TestSources(
            tree.files().navigableKeySet(), change.files()::declares, reader, question.commands()),
        question.nonce());
  }

  private ReplayCheck judged(TreeRun run, SideRun<Optional<TreeRun>> base, boolean excused)
      throws InterruptedException {
    return new ReplayJudge(run, known(base), change.deletedTests(), change.files()).judge(excused);
  }

  private Optional<TestFailure> failure(ReplayCheck check) {
    List<TestId> named = new ArrayList<>(check.failed());
    named.addAll(check.lost());
    named.addAll(check.deleted());
    boolean agreed = !named.isEmpty() && named.stream().allMatch(question.accepted());
    return switch (check.outcome()) {
      case PASSED, NOT_NEEDED -> Optional.empty();
      case FAILED ->
          agreed
              ? Optional.empty()
              : Optional.of(new TestFailure.BaseTestsFail(named, check.detail()));
      case IMPOSSIBLE ->
          agreed ? Optional.empty() : Optional.of(new TestFailure.ReplayImpossible(check.detail()));
    };
  }

  /**
   * Runs the change's tests over the code of the base.
   *
   * @param harmless whether edits of the base's tests were not needed for green
   */
  private Optional<RedCheck> red(Set<TestId> base, boolean harmless) throws InterruptedException {
    Set<TestId> added = new TreeSet<>(question.executed());
    added.removeAll(base);
    added.removeIf(change::keeps);
    Set<RepoPath> undeclared = change.addsTests() ? Set.of() : change.undeclaredTests(added);
    Set<TestId> changed = new TreeSet<>();
    boolean recorded = rules.red() == TestRules.Red.RECORD;
    if (!harmless && !recorded) {
      question.executed().stream()
          .filter(test -> base.contains(test) && change.edits(test))
          .filter(question.accepted().negate())
          .forEach(changed::add);
    }
    boolean any = change.addsTests() || !undeclared.isEmpty();
    if (added.isEmpty() && changed.isEmpty() || !any) {
      return Optional.of(RedCheck.of(""));
    }
    if (recorded && runs.get() > 1) {
      return Optional.of(RedCheck.of("not run, because the tests of the base had to be run first"));
    }
    TreeComposition composed = change.withTestsOfChange(undeclared);
    if (composed instanceof TreeComposition.Obstructed obstructed) {
      return Optional.of(RedCheck.of(obstructed.obstructions().get(0).describe()));
    }
    TreeRun run = run(((TreeComposition.Complete) composed).tree(), Map.of());
    return Optional.of(
        new RedJudge(run, change::defines, change.importedByTests()).judge(added, changed));
  }
}
