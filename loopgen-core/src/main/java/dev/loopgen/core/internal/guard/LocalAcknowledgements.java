package dev.loopgen.core.internal.guard;

import dev.loopgen.api.SpecException;
import dev.loopgen.api.run.RunRequest.Acknowledgement;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.WorkTree;
import dev.loopgen.core.internal.files.ProjectFiles;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The changes of watched files that the user of this clone accepts for one run. */
public final class LocalAcknowledgements {

  /** None, as for a gate. */
  public static final LocalAcknowledgements NONE = new LocalAcknowledgements(Map.of());

  private final Map<RepoPath, Acknowledgement> byPath;

  private LocalAcknowledgements(Map<RepoPath, Acknowledgement> byPath) {
    this.byPath = byPath;
  }

  /**
   * Reads what a request gives; a path that starts with {@code .git/} is one of the git directory.
   *
   * @throws SpecException if a path is none inside the project
   */
  public static LocalAcknowledgements of(List<Acknowledgement> given, WorkTree workTree) {
    Map<RepoPath, Acknowledgement> byPath = new LinkedHashMap<>();
    for (Acknowledgement acknowledgement : given) {
      String path =
          ProjectFiles.confined(
              acknowledgement.path(), "The acknowledged file " + acknowledgement.path());
      RepoPath place = path.startsWith(".git/") ? RepoPath.of(path) : workTree.inProject(path);
      byPath.putIfAbsent(place, new Acknowledgement(path, acknowledgement.reason()));
    }
    return new LocalAcknowledgements(byPath);
  }

  Optional<Acknowledgement> find(RepoPath path) {
    return Optional.ofNullable(byPath.get(path));
  }

  /** Returns a warning for each acknowledgement that explained nothing. */
  public List<String> unused(List<Acknowledgement> used) {
    return byPath.values().stream()
        .filter(acknowledgement -> !used.contains(acknowledgement))
        .map(
            acknowledgement ->
                "The acknowledgement of "
                    + RepoPath.of(acknowledgement.path()).display()
                    + " accepted nothing: no change of an untracked guarded file of that name"
                    + " needed it.")
        .toList();
  }
}
