package dev.loopgen.api.tree;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a CI platform says about the change under test.
 *
 * <p>Steps of the job can forge much of it. So a {@link ChangeDetector} uses it only if the clone
 * knows no default branch below HEAD, and only to examine additional commits. Values that do not
 * match the clone are ignored.
 *
 * @param platform the platform's name, such as {@code github-actions}
 * @param merge the commit in which the platform merged the change into its target, or null if
 *     unknown; its first parent is the target
 * @param targetBranch the name of the change's target branch, without {@code refs/heads/}, or null
 *     if none is named
 * @param bases the commits that the event names as possible starts of the change, the likeliest
 *     first
 * @param fixed whether job steps cannot forge the sources of {@code merge} and {@code
 *     targetBranch}; they can always forge {@code bases}
 */
public record CiReportedChange(
    String platform,
    @Nullable GitId merge,
    @Nullable String targetBranch,
    List<GitId> bases,
    boolean fixed) {

  /** Copies the list. */
  public CiReportedChange {
    Objects.requireNonNull(platform);
    bases = List.copyOf(bases);
  }

  /**
   * Returns the merge commit that the platform made.
   *
   * @return the commit; empty if unknown
   */
  public Optional<GitId> mergeCommit() {
    return Optional.ofNullable(merge);
  }

  /**
   * Returns the target branch of the change.
   *
   * @return its name; empty if none is named
   */
  public Optional<String> target() {
    return Optional.ofNullable(targetBranch);
  }
}
