package dev.loopgen.core.internal.git;

import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.Config;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a clone.
 *
 * @param remotes the configured remotes
 * @param defaultBranchName the value of {@code init.defaultBranch}, or null
 * @param partialClone the settings of a partial clone, or null
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
