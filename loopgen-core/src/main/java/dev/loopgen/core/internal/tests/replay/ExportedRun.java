package dev.loopgen.core.internal.tests.replay;

import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.verify.CommandResult;
import dev.loopgen.api.verify.VerificationResult;
import dev.loopgen.core.internal.export.CarriedFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The commands of a loop over an export, while the export exists.
 *
 * @param verification how the commands ended
 * @param written the directory in which files that the commands wrote have their paths in the
 *     repository; it may hold files of the export as well
 * @param exported the files of the export, which the commands did not write as new ones
 * @param touched the files of the export that the commands wrote to, restored or not
 * @param place where the commands found the export
 * @param carried the ignored files that they got in it
 * @param references carried files that lead back to the work tree although the export is elsewhere
 */
public record ExportedRun(
    VerificationResult verification,
    Path written,
    Set<RepoPath> exported,
    List<RepoPath> touched,
    Place place,
    CarriedFiles carried,
    List<RepoPath> references) {

  public ExportedRun {
    touched = List.copyOf(touched);
    references = List.copyOf(references);
  }

  /** Where commands find an export. */
  public enum Place {
    /** At the project's path, in isolation. */
    ISOLATED,
    /** At the project's path. */
    MOUNTED,
    /** In a directory of its own, without git. */
    COPIED;

    /** Returns the stable name in files. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Returns the commands that did not pass. */
  public List<CommandResult> failed() {
    return verification.commands().stream().filter(command -> !command.passed()).toList();
  }
}
