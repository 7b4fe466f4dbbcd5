package dev.loopgen.api.tree;

import java.util.Arrays;
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
 */
public final class CiReportedChange {

  private final String platform;
  private final @Nullable GitId merge;
  private final @Nullable String targetBranch;
  private final List<GitId> bases;
  private final boolean fixed;

  /**
   * Copies the list.
   *
   * @param platform the platform's name, such as {@code github-actions}
   * @param merge the commit in which the platform merged the change into its target, or null if
   *     unknown; its first parent is the target
   * @param targetBranch the name of the change's target branch, without {@code refs/heads/}, or
   *     null if none is named
   * @param bases the commits that the event names as possible starts of the change, the likeliest
   *     first
   * @param fixed whether job steps cannot forge the sources of {@code merge} and {@code
   *     targetBranch}; they can always forge {@code bases}
   */
  public CiReportedChange(
      String platform,
      @Nullable GitId merge,
      @Nullable String targetBranch,
      List<GitId> bases,
      boolean fixed) {
    this.platform = Objects.requireNonNull(platform, "platform");
    this.merge = merge;
    this.targetBranch = targetBranch;
    this.bases = List.copyOf(bases);
    this.fixed = fixed;
  }

  /**
   * Returns the platform's name.
   *
   * @return a name such as {@code github-actions}
   */
  public String platform() {
    return platform;
  }

  /**
   * Returns the merge commit that the platform made.
   *
   * @return the commit, whose first parent is the target; empty if unknown
   */
  public Optional<GitId> merge() {
    return Optional.ofNullable(merge);
  }

  /**
   * Returns the target branch of the change.
   *
   * @return its name, without {@code refs/heads/}; empty if none is named
   */
  public Optional<String> targetBranch() {
    return Optional.ofNullable(targetBranch);
  }

  /**
   * Returns the commits that the event names as possible starts of the change.
   *
   * @return the commits, the likeliest first; job steps can forge them
   */
  public List<GitId> bases() {
    return bases;
  }

  /**
   * Returns whether job steps cannot forge the sources of the merge commit and the target branch.
   *
   * @return whether they are fixed
   */
  public boolean fixed() {
    return fixed;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CiReportedChange that && facts().equals(that.facts());
  }

  @Override
  public int hashCode() {
    return facts().hashCode();
  }

  @Override
  public String toString() {
    return "CiReportedChange" + facts();
  }

  private List<@Nullable Object> facts() {
    return Arrays.asList(platform, merge, targetBranch, bases, fixed);
  }
}
