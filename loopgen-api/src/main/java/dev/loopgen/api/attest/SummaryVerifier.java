package dev.loopgen.api.attest;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.tree.GitId;
import java.time.Instant;
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
      Objects.requireNonNull(signer);
      Objects.requireNonNull(decidedAt);
      Objects.requireNonNull(policy);
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

    /**
     * The policy of a decision, as the summary names it.
     *
     * @param uri its location
     * @param digest the SHA-256 of its file, or null if the summary states none
     */
    public record Policy(String uri, @Nullable Sha256 digest) {

      public Policy {
        Objects.requireNonNull(uri);
      }

      /**
       * Returns the digest.
       *
       * @return the SHA-256 of the policy's file; empty if the summary states none
       */
      public Optional<Sha256> fileDigest() {
        return Optional.ofNullable(digest);
      }
    }
  }

  /**
   * What a consumer expects of a verification summary. All of it comes from the consumer's own
   * policy and data, never from the summary.
   *
   * @param identity who must have signed
   * @param verifierId the exact verifier that this identity may speak for
   * @param resourceUri the exact resource that the tree must have been accepted as
   * @param tree the git tree that the consumer has
   * @param commit the commit that the consumer has and the summary must name, or null for any; a
   *     {@link CiIdentity} that binds the commit needs one
   * @param levels the required levels, sorted; empty if any accepted decision suffices
   */
  record Expectation(
      ExpectedIdentity identity,
      String verifierId,
      String resourceUri,
      GitId tree,
      @Nullable GitId commit,
      List<String> levels) {

    /**
     * Checks and sorts the parts.
     *
     * @throws IllegalArgumentException if the verifier or resource is blank
     */
    public Expectation {
      Objects.requireNonNull(identity);
      Objects.requireNonNull(tree);
      if (verifierId.isBlank() || resourceUri.isBlank()) {
        throw new IllegalArgumentException("name the expected verifier and resource");
      }
      levels = List.copyOf(new TreeSet<>(Set.copyOf(levels)));
    }

    /**
     * Returns the commit that the summary must name.
     *
     * @return the commit; empty for any
     */
    public Optional<GitId> expectedCommit() {
      return Optional.ofNullable(commit);
    }
  }
}
