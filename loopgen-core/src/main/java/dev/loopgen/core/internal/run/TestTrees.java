package dev.loopgen.core.internal.run;

import dev.loopgen.api.IsolationException;
import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.isolation.Isolation;
import dev.loopgen.api.run.TestFailure;
import dev.loopgen.api.spec.LoopSpec;
import dev.loopgen.api.spec.TestRules;
import dev.loopgen.api.tests.ReplayCheck;
import dev.loopgen.api.tests.TestId;
import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.PathPattern;
import dev.loopgen.api.tree.PathPatterns;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.api.verify.CommandListener;
import dev.loopgen.api.verify.Redactor;
import dev.loopgen.api.verify.VerificationRequest;
import dev.loopgen.core.internal.command.BaseFiles;
import dev.loopgen.core.internal.command.TreeFiles;
import dev.loopgen.core.internal.exec.ShellVerifier;
import dev.loopgen.core.internal.export.IgnoredFiles;
import dev.loopgen.core.internal.export.TreeComposition;
import dev.loopgen.core.internal.tests.files.TestFiles;
import dev.loopgen.core.internal.tests.lines.EditedFiles;
import dev.loopgen.core.internal.tests.lines.EditedLines;
import dev.loopgen.core.internal.tests.replay.ChangedTree;
import dev.loopgen.core.internal.tests.replay.CheckedTrees;
import dev.loopgen.core.internal.tests.replay.ExportedRun;
import dev.loopgen.core.internal.tests.replay.ReportedTests;
import dev.loopgen.core.internal.tests.replay.TreeChecks;
import dev.loopgen.core.internal.tests.replay.TreeRun;
import dev.loopgen.core.internal.tests.replay.TreeRunner;
import dev.loopgen.core.internal.tests.report.ReportAge;
import dev.loopgen.core.internal.tests.report.ReportNames;
import dev.loopgen.core.internal.tests.report.TestReports;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Runs the commands over other trees than the work tree's, as far as the loop demands it. */
final class TestTrees {

  private static final int NONCE_BYTES = 8;

  /** With fewer, two runs take as long side by side as one after the other. */
  private static final int MIN_PROCESSORS = 4;

  private final RunPipeline.Parts parts;
  private final PreparedRun run;
  private final TestRules rules;
  private final TreeSnapshot before;
  private final TreeFiles contents;
  private final TestFiles files;
  private @Nullable ChangedTree change;

  /**
   * @param before the tree of the change, on which its own commands run
   */
  TestTrees(RunPipeline.Parts parts, PreparedRun run, TestRules rules, TreeSnapshot before) {
    this.parts = parts;
    this.run = run;
    this.rules = rules;
    this.before = before;
    this.contents = new TreeFiles(before, run.base(), run.workTree());
    this.files = TestFiles.of(rules.files(), run.workTree());
  }

  /**
   * Tells whether ignored files lie in the work tree that commands could use, so that their success
   * does not show what a clean checkout would. To be called before they run.
   */
  boolean hasLeftovers() {
    if (rules.replay() == TestRules.Replay.OFF
        || parts.isolation().level() == Isolation.Level.EXPORT) {
      return false;
    }
    LoopSpec loop = run.spec().loop();
    PathPatterns carried = PathPatterns.of(loop.carry(), run.workTree());
    PathPatterns reports = allReportPatterns();
    return IgnoredFiles.first(
            run.workTree().root(),
            before,
            path -> carried.match(path).isPresent() || reports.match(path).isPresent())
        .isPresent();
  }

  /**
   * Runs the commands over the trees.
   *
   * @param request the request that its own commands were run with
   * @param executed the tests that they executed
   * @param base the tests that are executed at the base, if they are known without a run
   * @param leftovers what {@link #hasLeftovers} said
   * @param accepted tells the tests of the base whose failure over the change was agreed on
   * @throws dev.loopgen.api.LoopgenException if they cannot be run
   */
  CheckedTrees check(
      VerificationRequest request,
      Set<TestId> executed,
      Optional<Set<TestId>> base,
      boolean leftovers,
      Predicate<TestId> accepted)
      throws InterruptedException {
    if (run.base().rule() == Base.Rule.NO_COMMIT) {
      return CheckedTrees.NONE;
    }
    TreeRunner runner = runner(request);
    Redactor redactor = request.redactor();
    TreeChecks.Question question =
        new TreeChecks.Question(
            rules,
            run.spec().loop().commands(),
            change(),
            executed,
            base,
            leftovers,
            accepted,
            isApart(request.isolation()),
            nonce());
    return new TreeChecks(
            question, (tree, added) -> runner.run(tree, added, it -> observed(it, redactor)))
        .check();
  }

  /** Returns the digest of what a change does to test files. */
  Sha256 digestOfTests() {
    return change().digestOfTests();
  }

  /** Returns the lines that a change adds or edits in files that are no tests. */
  EditedLines editedLines() {
    return EditedFiles.between(
        new EditedFiles.Side(run.base().tree(), new BaseFiles(run.base())),
        new EditedFiles.Side(before.entries(), contents),
        run.workTree(),
        files::areBases);
  }

  /**
   * Tells whether runs can be made side by side: on a network or in a folder for temporary files
   * that they share, tests could disturb each other.
   */
  private static boolean isApart(Isolation isolation) {
    return isolation.level() != Isolation.Level.NONE
        && isolation.network() == Isolation.Network.NONE
        && Runtime.getRuntime().availableProcessors() >= MIN_PROCESSORS;
  }

  private ChangedTree change() {
    if (change == null) {
      change = new ChangedTree(run.base(), before.entries(), this::content, files);
    }
    return change;
  }

  /**
   * Runs the commands over the tree of the change in a place that has no reports of earlier runs.
   *
   * @return what they reported there; empty if a command did not pass
   */
  Optional<TestReports> afresh(VerificationRequest request) throws InterruptedException {
    Redactor redactor = request.redactor();
    return runner(request)
        .run(
            ChangedTree.hashed(before.entries()),
            Map.of(),
            exported ->
                exported.verification().passed()
                    ? Optional.of(reports(exported, redactor))
                    : Optional.empty());
  }

  /** Runs the commands over a tree that was composed for hidden checks. */
  interface WithoutNetwork {

    TreeRun run(NavigableMap<RepoPath, TreeEntry> tree, Map<RepoPath, byte[]> added)
        throws InterruptedException;
  }

  /** Runs the commands over a tree, without the network. */
  TreeRun runWithoutNetwork(
      VerificationRequest request,
      NavigableMap<RepoPath, TreeEntry> tree,
      Map<RepoPath, byte[]> added)
      throws InterruptedException {
    VerificationRequest apart =
        new VerificationRequest(
            request.directory(),
            request.commands(),
            request.commandTimeout(),
            request.runTimeout(),
            request.environment(),
            CommandListener.NONE,
            request.secrets(),
            request.isolation().toBuilder().withoutNetwork().build());
    Redactor redactor = request.redactor();
    return runner(apart).run(ChangedTree.hashed(tree), added, it -> observed(it, redactor));
  }

  /** Returns the change's code with the base's tests, if these pass over it. */
  NavigableMap<RepoPath, TreeEntry> treeToJudge(CheckedTrees checked) {
    boolean passed =
        checked.replay().filter(it -> it.outcome() == ReplayCheck.Outcome.PASSED).isPresent();
    return passed && change().withTestsOfBase() instanceof TreeComposition.Complete complete
        ? complete.tree().files()
        : before.entries();
  }

  private TreeRunner runner(VerificationRequest request) {
    if (!(parts.verifier() instanceof ShellVerifier verifier)) {
      throw new IsolationException(
          "Commands can be run over another tree by the verifier of this library only. Leave out"
              + " the other one, or ask for no replay.");
    }
    return new TreeRunner(
        new TreeRunner.Setup(
            verifier, request, run.spec().loop(), run.base(), before, run.workTree()));
  }

  private Optional<String> content(RepoPath path) {
    return path.text()
        .flatMap(contents::read)
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  private TreeRun observed(ExportedRun exported, Redactor redactor) {
    DeclaredRewrites rewrites = DeclaredRewrites.of(run.spec(), run.workTree());
    return new TreeRun(
        exported.verification(),
        reported(exported, redactor),
        exported.touched().stream().filter(path -> !rewrites.allow(path)).toList(),
        exported.place(),
        exported.carried(),
        exported.references());
  }

  private ReportedTests reported(ExportedRun exported, Redactor redactor) {
    TestReports reports = reports(exported, redactor);
    return new ReportedTests(
        reports.cases(),
        reports.unloaded(),
        reports.problems().stream().map(TestFailure::describe).toList());
  }

  private TestReports reports(ExportedRun exported, Redactor redactor) {
    Path project =
        exported
            .written()
            .resolve(run.workTree().root().relativize(run.project().real()).toString());
    return TestReports.read(
        exported.written(),
        reportPatterns(),
        ReportAge.inEmptyPlace(run.startedAt(), exported.exported()::contains, digest -> false),
        ReportNames.of(List.of(run.project().real(), project), redactor));
  }

  TestFiles files() {
    return files;
  }

  /** Returns the patterns of all reports, those about lines included. */
  PathPatterns allReportPatterns() {
    List<PathPattern> all = new ArrayList<>(rules.reports());
    rules.coverage().ifPresent(rule -> all.addAll(rule.reports()));
    rules.mutation().ifPresent(rule -> all.addAll(rule.reports()));
    return PathPatterns.of(all, run.workTree());
  }

  PathPatterns reportPatterns() {
    return PathPatterns.of(rules.reports(), run.workTree());
  }

  private static String nonce() {
    byte[] bytes = new byte[NONCE_BYTES];
    new SecureRandom().nextBytes(bytes);
    return "x" + HexFormat.of().formatHex(bytes);
  }
}
