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

/** The changes of watched files that the clone's user accepts for one run. */
public final class LocalAcknowledgements {

  /** No acknowledgements, as for a gate. */
  public static final LocalAcknowledgements NONE = new LocalAcknowledgements(Map.of());

  private final Map<RepoPath, Acknowledgement> byPath;

  private LocalAcknowledgements(Map<RepoPath, Acknowledgement> byPath) {
    this.byPath = byPath;
  }

  /**
   * Reads the acknowledgements of a request. A path that starts with {@code .git/} is in the git
   * directory.
   *
   * @throws SpecException if a path leads out of the project
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

  /** Returns a warning for each acknowledgement that was not needed. */
  public List<String> unused(List<Acknowledgement> used) {
    return byPath.values().stream()
        .filter(acknowledgement -> !used.contains(acknowledgement))
        .map(
            acknowledgement ->
                "The acknowledgement of "
                    + RepoPath.of(acknowledgement.path()).display()
                    + " had no effect: no untracked guarded file of that name was changed.")
        .toList();
  }
}
