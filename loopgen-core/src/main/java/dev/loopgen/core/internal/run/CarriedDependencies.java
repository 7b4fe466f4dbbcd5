package dev.loopgen.core.internal.run;

import dev.loopgen.api.internal.text.FirstNames;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.tree.PathChange;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.core.internal.export.CarriedFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The ignored files that commands got in an export, compared with those of the loop's last run that
 * passed. Nothing shows where they come from, so a first sight is no verification.
 *
 * @param files what was carried
 * @param state how it compares
 * @param lockFiles the changed files that pin dependencies
 */
record CarriedDependencies(CarriedFiles files, State state, List<RepoPath> lockFiles) {

  private static final Set<String> LOCK_FILES =
      Set.of(
          "package-lock.json",
          "npm-shrinkwrap.json",
          "yarn.lock",
          "pnpm-lock.yaml",
          "bun.lock",
          "bun.lockb",
          "deno.lock",
          "poetry.lock",
          "uv.lock",
          "pdm.lock",
          "Pipfile.lock",
          "requirements.txt",
          "composer.lock",
          "Gemfile.lock",
          "go.sum",
          "Cargo.lock",
          "mix.lock");

  private static final int MAX_LISTED = 20;

  CarriedDependencies {
    lockFiles = List.copyOf(lockFiles);
  }

  /** How carried files compare with those of the last run that passed. */
  enum State {
    /** No run that passed had any. */
    UNVERIFIED("unverified"),
    /** They are the same. */
    SAME("same"),
    /** They differ. */
    CHANGED("changed");

    private final String id;

    State(String id) {
      this.id = id;
    }

    String id() {
      return id;
    }
  }

  /**
   * Compares carried files.
   *
   * @param last the digest of the last run that passed
   * @param changes the change under test
   */
  static CarriedDependencies of(
      CarriedFiles files, Optional<String> last, List<PathChange> changes) {
    State state =
        last.map(digest -> digest.equals(files.digest()) ? State.SAME : State.CHANGED)
            .orElse(State.UNVERIFIED);
    List<RepoPath> locks =
        changes.stream().map(PathChange::path).filter(CarriedDependencies::isLockFile).toList();
    return new CarriedDependencies(files, state, files.digest().isEmpty() ? List.of() : locks);
  }

  private static boolean isLockFile(RepoPath path) {
    String text = path.display();
    return LOCK_FILES.contains(text.substring(text.lastIndexOf('/') + 1));
  }

  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    files.links().stream()
        .limit(MAX_LISTED)
        .forEach(
            path ->
                warnings.add(
                    path + " is a link, so it was not carried into the export of the tree."));
    if (files.digest().isEmpty()) {
      return warnings;
    }
    if (state == State.UNVERIFIED) {
      warnings.add(
          "The carried dependencies ("
              + roots()
              + ") are unverified: no earlier run that passed had any.");
    } else if (state == State.CHANGED) {
      warnings.add(
          "The carried dependencies (" + roots() + ") changed since the last run that passed.");
    }
    if (!lockFiles.isEmpty()) {
      warnings.add(
          "The change edits "
              + String.join(
                  ", ", lockFiles.stream().limit(MAX_LISTED).map(RepoPath::display).toList())
              + ", and nothing shows that the carried dependencies are those. Install them again in"
              + " a clean checkout.");
    }
    return warnings;
  }

  private String roots() {
    return FirstNames.of(files.roots().stream().map(RepoPath::display).toList(), MAX_LISTED);
  }

  /** Returns the record of an entry; empty if nothing was carried. */
  Optional<Json> json() {
    return files.digest().isEmpty()
        ? Optional.empty()
        : Optional.of(
            Json.object()
                .put("digest", files.digest())
                .put("state", state.id())
                .put(
                    "paths",
                    Json.strings(
                        files.roots().stream().limit(MAX_LISTED).map(RepoPath::display).toList()))
                .put("lockFiles", Json.strings(lockFiles.stream().map(RepoPath::display).toList()))
                .build());
  }
}
