package dev.loopgen.core.internal.run;

import dev.loopgen.api.IsolationException;
import dev.loopgen.api.isolation.Isolation;
import dev.loopgen.api.spec.LoopSpec;
import dev.loopgen.api.spec.TestRules;
import dev.loopgen.api.tests.TestId;
import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.PathPatterns;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.api.verify.VerificationRequest;
import dev.loopgen.core.internal.command.TreeFiles;
import dev.loopgen.core.internal.exec.ShellVerifier;
import dev.loopgen.core.internal.export.IgnoredFiles;
import dev.loopgen.core.internal.tests.replay.ChangedTree;
import dev.loopgen.core.internal.tests.replay.CheckedTrees;
import dev.loopgen.core.internal.tests.replay.ExportedRun;
import dev.loopgen.core.internal.tests.replay.ReportedTests;
import dev.loopgen.core.internal.tests.replay.TestFiles;
import dev.loopgen.core.internal.tests.replay.TreeChecks;
import dev.loopgen.core.internal.tests.replay.TreeRun;
import dev.loopgen.core.internal.tests.replay.TreeRunner;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** Runs the commands over other trees than the work tree's, as far as the loop demands it. */
final class TestTrees {

  private static final int NONCE_BYTES = 8;

  private final RunPipeline.Parts parts;
  private final PreparedRun run;
  private final TestRules rules;
  private final TestFiles files;

  TestTrees(RunPipeline.Parts parts, PreparedRun run, TestRules rules) {
    this.parts = parts;
    this.run = run;
    this.rules = rules;
    this.files = TestFiles.of(rules.files(), run.workTree());
  }

  /**
   * Tells whether ignored files lie in the work tree that commands could use, so that their success
   * does not show what a clean checkout would. To be called before they run.
   */
  boolean hasLeftovers(TreeSnapshot before) {
    if (rules.replay() == TestRules.Replay.OFF
        || parts.isolation().level() == Isolation.Level.EXPORT) {
      return false;
    }
    LoopSpec loop = run.spec().loop();
    PathPatterns carried = PathPatterns.of(loop.carry(), run.workTree());
    PathPatterns reports = PathPatterns.of(rules.reports(), run.workTree());
    return IgnoredFiles.first(
            run.workTree().root(),
            before,
            path -> carried.match(path).isPresent() || reports.match(path).isPresent())
        .isPresent();
  }

  /**
   * Runs the commands over the trees.
   *
   * @param before the tree of the change
   * @param request the request that its own commands were run with
   * @param executed the tests that they executed
   * @param base the tests that are executed at the base, if they are known without a run
   * @param leftovers what {@link #hasLeftovers} said
   * @param accepted tells the tests of the base whose failure over the change was agreed on
   * @param reports reads what the commands reported over an export
   * @throws dev.loopgen.api.LoopgenException if they cannot be run
   */
  CheckedTrees check(
      TreeSnapshot before,
      VerificationRequest request,
      Set<TestId> executed,
      Optional<Set<TestId>> base,
      boolean leftovers,
      Predicate<TestId> accepted,
      Function<ExportedRun, ReportedTests> reports)
      throws InterruptedException {
    if (run.base().rule() == Base.Rule.NO_COMMIT) {
      return CheckedTrees.NONE;
    }
    TreeRunner runner = runner(before, request);
    ChangedTree change =
        new ChangedTree(run.base(), before.entries(), path -> content(before, path), files);
    TreeChecks.Question question =
        new TreeChecks.Question(
            rules,
            run.spec().loop().commands(),
            change,
            executed,
            base,
            leftovers,
            accepted,
            nonce());
    return new TreeChecks(
            question, (tree, added) -> runner.run(tree, added, it -> observed(it, reports)))
        .check();
  }

  private TreeRunner runner(TreeSnapshot before, VerificationRequest request) {
    if (!(parts.verifier() instanceof ShellVerifier verifier)) {
      throw new IsolationException(
          "Commands can be run over another tree by the verifier of this library only. Leave out"
              + " the other one, or ask for no replay.");
    }
    return new TreeRunner(
        new TreeRunner.Setup(
            verifier, request, run.spec().loop(), run.base(), before, run.workTree()));
  }

  private Optional<String> content(TreeSnapshot before, RepoPath path) {
    return path.text()
        .flatMap(new TreeFiles(before, run.base(), run.workTree())::read)
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  private static TreeRun observed(
      ExportedRun exported, Function<ExportedRun, ReportedTests> reports) {
    return new TreeRun(
        exported.verification(),
        reports.apply(exported),
        exported.touched(),
        exported.place(),
        exported.carried().digest(),
        exported.references());
  }

  private static String nonce() {
    byte[] bytes = new byte[NONCE_BYTES];
    new SecureRandom().nextBytes(bytes);
    return "x" + HexFormat.of().formatHex(bytes);
  }
}
