package dev.loopgen.api.tree;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the caller knows about the base of a change.
 *
 * @param trustedRevision a ref, tag or commit id that the caller trusts, or null for this clone's
 *     default branch
 * @param requestedRevision a revision to widen the range of the change to, or null
 * @param verifiedCommits the commits at which the ledger records accepted runs, newest first;
 *     unresolvable ones are ignored
 * @param platform what the CI platform says about the change, or null if it is not consulted; it
 *     counts only if no revision is trusted
 */
public record BaseRequest(
    @Nullable String trustedRevision,
    @Nullable String requestedRevision,
    List<GitId> verifiedCommits,
    @Nullable CiReportedChange platform) {

  /** Copies the list. */
  public BaseRequest {
    verifiedCommits = List.copyOf(Objects.requireNonNull(verifiedCommits, "verifiedCommits"));
  }

  /**
   * Creates a request that consults no platform.
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
   * Returns a request that leaves everything to the repository.
   *
   * @return a request without revisions or verified commits
   */
  public static BaseRequest defaults() {
    return new BaseRequest(null, null, List.of());
  }
}
