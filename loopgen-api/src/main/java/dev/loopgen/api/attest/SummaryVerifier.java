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
 * Checks the signed verification summary of a gate's decision, for whoever was not there when it
 * was decided.
 *
 * <p>An implementer owes what an {@link AttestationVerifier} owes: no network, no expectation taken
 * from what is verified, {@link VerifiedSummary} reached in one place, never an exception for
 * anything in a bundle. Implementations are thread-safe and reusable.
 */
public interface SummaryVerifier {

  /**
   * Checks a bundle: its signature, its subject, its type, that the signer may speak for the
   * verifier, its resource, its result and its levels.
   *
   * @param bundle the content of the bundle's file
   * @param expectation what the consumer expects
   * @return what was found; never an exception for anything in the bundle
   */
  Check<VerifiedSummary> verify(byte[] bundle, Expectation expectation);

  /**
   * The expected identity says, as the expected verifier, that this tree passed with at least the
   * levels that were asked for.
   *
   * <p>How old that may be is the consumer's to say: a summary has no expiry.
   *
   * @param signer who signed, as verified
   * @param times when the signature existed, as others than the signer attest; empty where nothing
   *     but the signer's word says so
   * @param decidedAt when it was decided, by the signer's word
   * @param levels all levels that the summary gives
   * @param policy the policy that it was decided by, by the signer's word
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
     * @param uri where it is
     * @param digest the SHA-256 of its file, or null where the summary gives none
     */
    public record Policy(String uri, @Nullable Sha256 digest) {

      public Policy {
        Objects.requireNonNull(uri);
      }

      /**
       * Returns the digest.
       *
       * @return the SHA-256 of the policy's file, or empty where the summary gives none
       */
      public Optional<Sha256> fileDigest() {
        return Optional.ofNullable(digest);
      }
    }
  }

  /**
   * What a consumer knows before it looks at a verification summary. All of it comes from the
   * consumer's own policy and from what it holds in its hands, never from the summary.
   *
   * @param identity who must have signed
   * @param verifierId the verifier that this identity may speak for, exactly; the two are a pair
   * @param resourceUri what the tree must have been let through as, exactly
   * @param tree the git tree that the consumer has
   * @param commit the commit that the consumer has, which the summary must name too, or null for
   *     any; a {@link CiIdentity} that binds the commit needs one
   * @param levels the levels that must be there, sorted; none where any accepted decision will do
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
     * @throws IllegalArgumentException if verifier or resource is blank
     */
    public Expectation {
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
}
