package dev.loopgen.core.internal.run;

import dev.loopgen.api.IsolationException;
import dev.loopgen.api.isolation.Isolation;
import dev.loopgen.api.tree.PathPatterns;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.api.verify.CommandResult;
import dev.loopgen.api.verify.Containment;
import dev.loopgen.api.verify.Redactor;
import dev.loopgen.api.verify.VerificationRequest;
import dev.loopgen.api.verify.VerificationResult;
import dev.loopgen.core.internal.exec.ShellVerifier;
import dev.loopgen.core.internal.export.CarriedFiles;
import dev.loopgen.core.internal.export.Export;
import dev.loopgen.core.internal.export.ExportFiles;
import dev.loopgen.core.internal.export.Overlay;
import dev.loopgen.core.internal.export.OverlayWrites;
import dev.loopgen.core.internal.files.FileReason;
import dev.loopgen.core.internal.git.GitRepository;
import dev.loopgen.core.internal.git.GitTree;
import dev.loopgen.core.internal.git.SortedArrayMap;
import dev.loopgen.core.internal.tests.hidden.HiddenFiles;
import dev.loopgen.core.internal.tests.report.TestReports;
import dev.loopgen.core.internal.tree.DeclaredOutputs;
import dev.loopgen.core.internal.tree.GitTreeHasher;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs the commands of a run in the isolation that is asked for. */
final class CommandStep {

  private final RunPipeline.Parts parts;
  private final PreparedRun run;
  private final PathPatterns guard;
  private final DeclaredOutputs outputs;
  private final Reporting reporting;

  /** Reads what commands reported, while what they wrote is still there. */
  interface Reporting {

    /** Reports nothing. */
    Reporting NONE =
        new Reporting() {
          @Override
          public TestReports inWorkTree(Redactor redactor) {
            return TestReports.NONE;
          }

          @Override
          public TestReports in(Path written, Export export, Redactor redactor) {
            return TestReports.NONE;
          }
        };

    /**
     * Reads reports in the work tree.
     *
     * @param redactor the secrets of the commands
     */
    TestReports inWorkTree(Redactor redactor);

    /**
     * Reads reports of commands that ran in an export.
     *
     * @param written the directory of what they wrote
     * @param redactor their secrets
     */
    TestReports in(Path written, Export export, Redactor redactor);
  }

  /**
   * @param guard the guarded paths, which commands must not create
   * @param outputs what the commands may leave
   */
  CommandStep(
      RunPipeline.Parts parts, PreparedRun run, PathPatterns guard, DeclaredOutputs outputs) {
    this(parts, run, guard, outputs, Reporting.NONE);
  }

  CommandStep(
      RunPipeline.Parts parts,
      PreparedRun run,
      PathPatterns guard,
      DeclaredOutputs outputs,
      Reporting reporting) {
    this.reporting = reporting;
    this.parts = parts;
    this.run = run;
    this.guard = guard;
    this.outputs = outputs;
  }

  /**
   * How the commands ended.
   *
   * @param drift what they did to the export, if they ran in one
   * @param carried the ignored files that they got in it
   * @param warnings what a reader should know of it
   * @param reports what they reported
   * @param request what was asked for, or null if nothing was run
   */
  record Executed(
      VerificationResult verification,
      ExportDrift drift,
      CarriedFiles carried,
      List<String> warnings,
      TestReports reports,
      @Nullable VerificationRequest request) {

    Executed {
      warnings = List.copyOf(warnings);
    }

    /** Returns the result of commands that were not run. */
    static Executed none(VerificationResult verification) {
      return new Executed(
          verification, ExportDrift.NONE, CarriedFiles.NONE, List.of(), TestReports.NONE, null);
    }
  }

  /**
   * Runs commands.
   *
   * @param now the tree that they run on
   * @param secrets values to redact in their output
   * @param whole the time limit of all of them together
   * @throws IsolationException if they cannot be isolated; none was run
   */
  Executed run(TreeSnapshot now, Set<String> secrets, List<String> commands, Duration whole)
      throws InterruptedException {
    VerificationRequest request = request(now, secrets, commands, whole);
    Isolation isolation = request.isolation();
    Executed executed =
        isolation.level() == Isolation.Level.EXPORT ? export(now, request) : inWorkTree(request);
    requireIsolated(executed.verification(), isolation);
    return executed;
  }

  /** Returns the request that {@link #run} would make. */
  VerificationRequest request(
      TreeSnapshot now, Set<String> secrets, List<String> commands, Duration whole) {
    ModelKeys keys = ModelKeys.of(parts);
    return new VerificationRequest(
        run.project().real(),
        commands,
        run.spec().loop().commandTimeout(),
        whole,
        keys.removed(),
        parts.listener(),
        keys.and(secrets),
        isolation(now));
  }

  private static void requireIsolated(VerificationResult result, Isolation isolation) {
    if (!result.isolation().satisfies(isolation)) {
      throw new IsolationException(
          "The commands were to run in isolation ("
              + isolation.level().id()
              + "), but had "
              + result.isolation().describe()
              + ". Use a verifier that isolates them.");
    }
  }

  private Executed inWorkTree(VerificationRequest request) throws InterruptedException {
    VerificationResult verification = parts.verifier().verify(request);
    return new Executed(
        verification,
        ExportDrift.NONE,
        CarriedFiles.NONE,
        List.of(),
        reporting.inWorkTree(request.redactor()),
        request);
  }

  /** Runs the commands over an export of the tree. */
  private Executed export(TreeSnapshot before, VerificationRequest request)
      throws InterruptedException {
    if (!(parts.verifier() instanceof ShellVerifier verifier)) {
      throw new IsolationException(
          "Commands can be run in an export by the verifier of this library only. Leave out the"
              + " other one, or ask for another isolation.");
    }
    GitRepository repository = GitRepository.open(run.project().real());
    GitTree tree = GitTreeHasher.of(SortedArrayMap.copyOf(before.entries()), List.of());
    ExportFiles files = ExportFiles.of(repository, run.base(), before, tree);
    try (Export export = Export.of(files, Path.of(System.getProperty("java.io.tmpdir")))) {
      CarriedFiles carried =
          CarriedFiles.copy(
              repository.workTree().root(),
              PathPatterns.of(run.spec().loop().carry(), run.workTree()),
              before,
              export);
      Overlay overlay = Overlay.over(export, !carried.roots().isEmpty());
      VerificationResult verification = verifier.verify(request, overlay);
      PathPatterns keep = PathPatterns.of(request.isolation().keep(), run.workTree());
      OverlayWrites writes =
          overlay.writes(path -> guard.match(path).isPresent() || keep.match(path).isPresent());
      ExportDrift drift =
          ExportDrift.of(
              writes,
              isOver(verification),
              guard,
              run.request().strict(),
              DeclaredRewrites.of(run.spec(), run.workTree()),
              outputs);
      List<RepoPath> kept = new ArrayList<>(drift.outputs());
      writes.ignored().stream()
          .filter(path -> keep.match(path).isPresent() && guard.match(path).isEmpty())
          .forEach(kept::add);
      return new Executed(
          verification,
          drift,
          carried,
          copiedBack(overlay, kept),
          reporting.in(overlay.upper(), export, request.redactor()),
          request);
    } catch (IOException e) {
      throw new IsolationException(
          "Commands cannot be run in an export, because its layers cannot be written or read: "
              + e.getMessage()
              + ".",
          e);
    }
  }

  /** Tells whether every command's namespace ended, after which nothing can write to the layer. */
  private static boolean isOver(VerificationResult verification) {
    return verification.commands().stream()
        .map(CommandStep::containment)
        .flatMap(Optional::stream)
        .allMatch(containment -> containment.level() == Containment.Level.NAMESPACE);
  }

  private static Optional<Containment> containment(CommandResult result) {
    if (result instanceof CommandResult.Exited exited) {
      return Optional.of(exited.containment());
    }
    return result instanceof CommandResult.TimedOut timedOut
        ? Optional.of(timedOut.containment())
        : Optional.empty();
  }

  /** Copies files back to the work tree; returns a warning if that fails. */
  private List<String> copiedBack(Overlay overlay, List<RepoPath> files)
      throws InterruptedException {
    try {
      overlay.copyTo(run.workTree().root(), files);
      return List.of();
    } catch (IOException e) {
      return List.of(
          "Files could not be copied from the export back to the work tree: "
              + FileReason.of(e)
              + ".");
    }
  }

  /** Adds what the loop and the tree ask for. */
  private Isolation isolation(TreeSnapshot before) {
    if (parts.isolation().level() == Isolation.Level.NONE) {
      return Isolation.NONE;
    }
    Isolation.Builder isolation = parts.isolation().toBuilder();
    if (!run.spec().loop().allowsNetwork()) {
      isolation.withoutNetwork();
    }
    addInnerRepositories(run.workTree().root(), before, isolation);
    parts
        .trust()
        .hiddenChecks()
        .ifPresent(checks -> isolation.hide(HiddenFiles.requireOutside(checks, run.workTree())));
    return isolation.build();
  }

  private static void addInnerRepositories(
      Path root, TreeSnapshot outer, Isolation.Builder isolation) {
    outer
        .nested()
        .forEach(
            (path, inner) ->
                path.text()
                    .map(root::resolve)
                    .ifPresent(
                        directory -> {
                          isolation.readOnly(directory.resolve(".git"));
                          addInnerRepositories(directory, inner, isolation);
                        }));
  }
}
