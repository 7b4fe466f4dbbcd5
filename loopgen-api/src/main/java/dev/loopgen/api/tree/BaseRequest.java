package dev.loopgen.api.tree;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the caller knows about the base of a change.
 *
 * @param trustedRevision a ref, tag or commit id that the caller trusts, or null for the default
 *     branch as this clone knows it
 * @param requestedRevision a revision that the range of the change is to be widened to, or null
 * @param verifiedCommits the commits at which the ledger records an earlier accepted run, newest
 *     first; one that does not resolve here is passed over
 * @param platform what the CI platform says of the change, or null where it is not asked; it counts
 *     only where no revision is trusted
 */
public record BaseRequest(
    @Nullable String trustedRevision,
    @Nullable String requestedRevision,
    List<GitId> verifiedCommits,
    @Nullable PlatformChange platform) {

  /** Copies the list. */
  public BaseRequest {
    verifiedCommits = List.copyOf(Objects.requireNonNull(verifiedCommits));
  }

  /**
   * A request that asks no platform.
   *
   * @param trustedRevision as the component
   * @param requestedRevision as the component
   * @param verifiedCommits as the component
   */
  public BaseRequest(
      @Nullable String trustedRevision,
      @Nullable String requestedRevision,
      List<GitId> verifiedCommits) {
    this(trustedRevision, requestedRevision, verifiedCommits, null);
  }

  /**
   * A request that leaves everything to the repository.
   *
   * @return a request without revisions and verified commits
   */
  public static BaseRequest defaults() {
    return new BaseRequest(null, null, List.of());
  }
}
