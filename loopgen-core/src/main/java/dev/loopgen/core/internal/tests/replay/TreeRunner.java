package dev.loopgen.core.internal.tests.replay;

import dev.loopgen.api.IsolationException;
import dev.loopgen.api.isolation.Isolation;
import dev.loopgen.api.spec.LoopSpec;
import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.PathPatterns;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.api.tree.WorkTree;
import dev.loopgen.api.verify.CommandListener;
import dev.loopgen.api.verify.VerificationRequest;
import dev.loopgen.api.verify.VerificationResult;
import dev.loopgen.core.internal.exec.ShellVerifier;
import dev.loopgen.core.internal.export.CarriedFiles;
import dev.loopgen.core.internal.export.Export;
import dev.loopgen.core.internal.export.ExportFiles;
import dev.loopgen.core.internal.export.Overlay;
import dev.loopgen.core.internal.export.StandaloneExport;
import dev.loopgen.core.internal.files.FileReason;
import dev.loopgen.core.internal.git.GitRepository;
import dev.loopgen.core.internal.git.GitTree;
import dev.loopgen.core.internal.isolation.MountedExport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Runs the commands of a loop over trees that are not the work tree's, in the surroundings that
 * they have there: at the project's path where the machine allows it. The work tree is not touched,
 * and what the commands write is thrown away.
 */
public final class TreeRunner {

  private final Setup setup;
  private final boolean mounts;

  /**
   * What all runs share.
   *
   * @param verifier runs the commands
   * @param request the request that the commands of the change were run with
   * @param loop the loop
   * @param base the base of the change, whose attributes apply
   * @param snapshot the tree of the change
   * @param workTree the work tree
   */
  public record Setup(
      ShellVerifier verifier,
      VerificationRequest request,
      LoopSpec loop,
      Base base,
      TreeSnapshot snapshot,
      WorkTree workTree) {}

  public TreeRunner(Setup setup) {
    this(setup, true);
  }

  /**
   * @param mounts whether to try to show trees at the project's path
   */
  TreeRunner(Setup setup, boolean mounts) {
    this.setup = setup;
    this.mounts = mounts;
  }

  /**
   * Runs the commands over a tree.
   *
   * @param tree the tree
   * @param added files that are not in the tree, by their paths
   * @param reader reads what the run left, before that is removed
   * @return what the reader returned
   * @throws IsolationException if the tree cannot be laid out, or the isolation cannot be reached
   * @throws dev.loopgen.api.RepositoryException if the tree cannot be exported
   * @throws InterruptedException if the thread is interrupted
   */
  public <T> T run(GitTree tree, Map<RepoPath, byte[]> added, Function<ExportedRun, T> reader)
      throws InterruptedException {
    GitRepository repository = GitRepository.open(setup.request().directory());
    ExportFiles files = ExportFiles.of(repository, setup.base(), setup.snapshot(), tree);
    try (Export export = Export.of(files, Path.of(System.getProperty("java.io.tmpdir")))) {
      for (Map.Entry<RepoPath, byte[]> file : added.entrySet()) {
        export.add(file.getKey(), file.getValue());
      }
      CarriedFiles carried =
          CarriedFiles.copy(
              setup.workTree().root(),
              PathPatterns.of(setup.loop().carry(), setup.workTree()),
              setup.snapshot(),
              export);
      return reader.apply(run(export, carried));
    } catch (IOException e) {
      throw new IsolationException(
          "The commands cannot be run over another tree, because it cannot be laid out: "
              + FileReason.of(e)
              + ".",
          e);
    }
  }

  private ExportedRun run(Export export, CarriedFiles carried)
      throws IOException, InterruptedException {
    Overlay overlay = Overlay.over(export, !carried.roots().isEmpty());
    if (setup.request().isolation().level() != Isolation.Level.NONE) {
      return overlaid(
          ExportedRun.Place.ISOLATED,
          overlay,
          carried,
          setup.verifier().verify(isolated(setup.request()), overlay));
    }
    Optional<MountedExport> mounted =
        mounts ? MountedExport.over(overlay, setup.request().directory()) : Optional.empty();
    return mounted.isPresent()
        ? overlaid(
            ExportedRun.Place.MOUNTED,
            overlay,
            carried,
            setup.verifier().verify(setup.request(), mounted.get()))
        : copied(export, carried);
  }

  private static ExportedRun overlaid(
      ExportedRun.Place place,
      Overlay overlay,
      CarriedFiles carried,
      VerificationResult verification) {
    return new ExportedRun(
        verification,
        overlay.upper(),
        overlay.export().files().files().keySet(),
        List.copyOf(overlay.writes(path -> false).touched().keySet()),
        place,
        carried,
        List.of());
  }

  /** Runs the commands in the directory of the export, with the carried files in it. */
  private ExportedRun copied(Export export, CarriedFiles carried)
      throws IOException, InterruptedException {
    Path root = setup.workTree().root();
    StandaloneExport standalone = StandaloneExport.of(export, carried);
    Path project = export.root().resolve(root.relativize(setup.request().directory()).toString());
    VerificationResult verification =
        setup.verifier().verify(request(project, setup.request().isolation()));
    return new ExportedRun(
        verification,
        export.root(),
        export.files().files().keySet(),
        standalone.touched(),
        ExportedRun.Place.COPIED,
        carried,
        standalone.references(root));
  }

  private VerificationRequest isolated(VerificationRequest request) {
    Isolation asked = request.isolation();
    return request(
        request.directory(),
        new Isolation(
            Isolation.Level.EXPORT,
            asked.network(),
            asked.copyCaches(),
            asked.unmasked(),
            asked.keep(),
            asked.readOnly(),
            asked.hidden()));
  }

  private VerificationRequest request(Path directory, Isolation isolation) {
    VerificationRequest request = setup.request();
    return new VerificationRequest(
        directory,
        request.commands(),
        request.commandTimeout(),
        request.runTimeout(),
        request.environment(),
        CommandListener.NONE,
        request.secrets(),
        isolation);
  }
}
