package dev.loopgen.api.attest;

import dev.loopgen.api.tree.GitId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a consumer knows before it looks at a verification summary. All of it comes from the
 * consumer's own policy and from what it holds in its hands, never from the summary.
 *
 * @param identity who must have signed
 * @param verifierId the verifier that this identity may speak for, exactly; the two are a pair
 * @param resourceUri what the tree must have been let through as, exactly
 * @param tree the git tree that the consumer has
 * @param commit the commit that the consumer has, which the summary must name too, or null for any;
 *     a {@link CiIdentity} that binds the commit needs one
 * @param levels the levels that must be there, sorted; none where any accepted decision will do
 */
public record SummaryExpectation(
    ExpectedIdentity identity,
    String verifierId,
    String resourceUri,
    GitId tree,
    @Nullable GitId commit,
    List<String> levels) {

  /**
   * Checks and sorts the parts.
   *
   * @throws IllegalArgumentException if verifier or resource is blank
   */
  public SummaryExpectation {
    Objects.requireNonNull(identity);
    Objects.requireNonNull(tree);
    if (verifierId.isBlank() || resourceUri.isBlank()) {
      throw new IllegalArgumentException("say which verifier is expected, and for what resource");
    }
    levels = List.copyOf(new TreeSet<>(Set.copyOf(levels)));
  }

  /**
   * Returns the commit that the summary must name.
   *
   * @return the commit, or empty for any
   */
  public Optional<GitId> expectedCommit() {
    return Optional.ofNullable(commit);
  }
}
