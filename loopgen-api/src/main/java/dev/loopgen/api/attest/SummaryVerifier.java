package dev.loopgen.api.attest;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.tree.GitId;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Verifies the signed verification summary of a gate's decision, for consumers that did not run the
 * gate themselves.
 *
 * <p>Implementations must meet the requirements of {@link AttestationVerifier}: use no network,
 * take no expectation from the bundle, create {@link VerifiedSummary} in one place, and never throw
 * because of a bundle's content. They must be thread-safe and reusable.
 */
public interface SummaryVerifier {

  /**
   * Checks a bundle's signature, subject, type, resource, result and levels, and that the signer
   * may speak for the verifier.
   *
   * @param bundle the content of the bundle's file
   * @param expectation what the consumer expects
   * @return the result; never throws because of the bundle's content
   */
  Check<VerifiedSummary> verify(byte[] bundle, Expectation expectation);

  /**
   * The expected identity states, as the expected verifier, that this tree passed with at least the
   * required levels.
   *
   * <p>A summary does not expire; the consumer must limit its age.
   *
   * @param signer the verified signer
   * @param times when the signature existed, as third parties attest; empty if only the signer says
   *     so
   * @param decidedAt when it was decided, as the signer claims
   * @param levels all levels that the summary states
   * @param policy the policy of the decision, as the signer claims
   */
  record VerifiedSummary(
      VerifiedSigner signer,
      List<VerifiedTimestamp> times,
      Instant decidedAt,
      List<String> levels,
      Policy policy)
      implements Check.Verified<VerifiedSummary> {

    /** Copies the lists. */
    public VerifiedSummary {
      Objects.requireNonNull(signer, "signer");
      Objects.requireNonNull(decidedAt, "decidedAt");
      Objects.requireNonNull(policy, "policy");
      times = List.copyOf(times);
      levels = List.copyOf(levels);
    }

    @Override
    public boolean provesPass() {
      return true;
    }

    @Override
    public Optional<VerifiedSummary> verified() {
      return Optional.of(this);
    }

    @Override
    public String describe() {
      return "The tree passed, says "
          + signer.describe()
          + ", at "
          + decidedAt
          + " ("
          + (levels.isEmpty() ? "no levels" : String.join(", ", levels))
          + ").";
    }

    /** The policy of a decision, as the summary names it. Immutable. */
    public static final class Policy {

      private final String uri;
      private final @Nullable Sha256 digest;

      /**
       * Names a policy.
       *
       * @param uri its location
       * @param digest the SHA-256 of its file, or null if the summary states none
       */
      public Policy(String uri, @Nullable Sha256 digest) {
        this.uri = Objects.requireNonNull(uri, "uri");
        this.digest = digest;
      }

      /**
       * Returns the location of the policy.
       *
       * @return its URI
       */
      public String uri() {
        return uri;
      }

      /**
       * Returns the digest of the policy's file.
       *
       * @return the SHA-256; empty if the summary states none
       */
      public Optional<Sha256> digest() {
        return Optional.ofNullable(digest);
      }

      @Override
      public boolean equals(Object other) {
        return other instanceof Policy that && facts().equals(that.facts());
      }

      @Override
      public int hashCode() {
        return facts().hashCode();
      }

      @Override
      public String toString() {
        return "Policy" + facts();
      }

      private List<@Nullable Object> facts() {
        return Arrays.asList(uri, digest);
      }
    }
  }

  /**
   * What a consumer expects of a verification summary. All of it comes from the consumer's own
   * policy and data, never from the summary. Immutable.
   */
  final class Expectation {

    private final ExpectedIdentity identity;
    private final String verifierId;
    private final String resourceUri;
    private final GitId tree;
    private final @Nullable GitId commit;
    private final List<String> levels;

    /**
     * Checks and sorts the parts.
     *
     * @param identity who must have signed
     * @param verifierId the exact verifier that this identity may speak for
     * @param resourceUri the exact resource that the tree must have been accepted as
     * @param tree the git tree that the consumer has
     * @param commit the commit that the consumer has and the summary must name, or null for any; a
     *     {@link CiIdentity} that binds the commit needs one
     * @param levels the required levels; empty if any accepted decision suffices
     * @throws IllegalArgumentException if the verifier or resource is blank
     */
    public Expectation(
        ExpectedIdentity identity,
        String verifierId,
        String resourceUri,
        GitId tree,
        @Nullable GitId commit,
        List<String> levels) {
      if (verifierId.isBlank() || resourceUri.isBlank()) {
        throw new IllegalArgumentException("name the expected verifier and resource");
      }
      this.identity = Objects.requireNonNull(identity, "identity");
      this.verifierId = verifierId;
      this.resourceUri = resourceUri;
      this.tree = Objects.requireNonNull(tree, "tree");
      this.commit = commit;
      this.levels = List.copyOf(new TreeSet<>(Set.copyOf(levels)));
    }

    /**
     * Returns who must have signed.
     *
     * @return the identity
     */
    public ExpectedIdentity identity() {
      return identity;
    }

    /**
     * Returns the verifier that the identity may speak for.
     *
     * @return its exact id
     */
    public String verifierId() {
      return verifierId;
    }

    /**
     * Returns the resource that the tree must have been accepted as.
     *
     * @return its exact URI
     */
    public String resourceUri() {
      return resourceUri;
    }

    /**
     * Returns the tree that the consumer has.
     *
     * @return its id
     */
    public GitId tree() {
      return tree;
    }

    /**
     * Returns the commit that the summary must name.
     *
     * @return the commit; empty for any
     */
    public Optional<GitId> commit() {
      return Optional.ofNullable(commit);
    }

    /**
     * Returns the required levels.
     *
     * @return the levels, sorted; empty if any accepted decision suffices
     */
    public List<String> levels() {
      return levels;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Expectation that && facts().equals(that.facts());
    }

    @Override
    public int hashCode() {
      return facts().hashCode();
    }

    @Override
    public String toString() {
      return "Expectation" + facts();
    }

    private List<@Nullable Object> facts() {
      return Arrays.asList(identity, verifierId, resourceUri, tree, commit, levels);
    }
  }
}
