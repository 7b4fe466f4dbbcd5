package dev.loopgen.core.internal.git;

import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.Config;
import org.jspecify.annotations.Nullable;

/**
 * What the settings of a clone say about itself.
 *
 * @param remotes the remotes that are set up
 * @param defaultBranchName what {@code init.defaultBranch} says, or null
 * @param partialClone what it left out when it was cloned, or null
 */
record RepositorySettings(
    Set<String> remotes, @Nullable String defaultBranchName, @Nullable PartialClone partialClone) {

  RepositorySettings {
    remotes = Set.copyOf(remotes);
  }

  static RepositorySettings of(Config config) {
    String branch = config.getString("init", null, "defaultBranch");
    return new RepositorySettings(
        config.getSubsections("remote"),
        branch == null || branch.isBlank() ? UserSettings.defaultBranch() : branch,
        PartialClone.of(config).orElse(null));
  }

  Optional<PartialClone> partial() {
    return Optional.ofNullable(partialClone);
  }

  Optional<String> defaultBranch() {
    return Optional.ofNullable(defaultBranchName);
  }
}
