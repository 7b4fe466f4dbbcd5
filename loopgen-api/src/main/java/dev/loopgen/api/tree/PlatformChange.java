package dev.loopgen.api.tree;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a CI platform says of the change that it runs for.
 *
 * <p>Steps of the job can write much of it, so a {@link ChangeDetector} goes by it only where the
 * clone knows no default branch below HEAD, and only to look at more commits than it would without.
 * What does not fit the clone is passed over.
 *
 * @param platform the platform's name, such as {@code github-actions}
 * @param merge the commit in which the platform merged the change into its target, or null where it
 *     says of none; its first parent is the target
 * @param targetBranch the name of the branch that the change is for, without {@code refs/heads/},
 *     or null where none is named
 * @param bases the commits that the event names as what the change started from, the likeliest
 *     first
 * @param fixed whether the steps of a job cannot set what {@code merge} and {@code targetBranch}
 *     come from; never so for {@code bases}
 */
public record PlatformChange(
    String platform,
    @Nullable GitId merge,
    @Nullable String targetBranch,
    List<GitId> bases,
    boolean fixed) {

  /** Refuses null and copies the list. */
  public PlatformChange {
    Objects.requireNonNull(platform);
    bases = List.copyOf(bases);
  }

  /**
   * Returns the merge commit that the platform made.
   *
   * @return the commit, or empty where it says of none
   */
  public Optional<GitId> mergeCommit() {
    return Optional.ofNullable(merge);
  }

  /**
   * Returns the branch that the change is for.
   *
   * @return its name, or empty where none is named
   */
  public Optional<String> target() {
    return Optional.ofNullable(targetBranch);
  }
}
