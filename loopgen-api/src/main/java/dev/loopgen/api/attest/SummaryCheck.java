package dev.loopgen.api.attest;

import dev.loopgen.api.digest.Sha256;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a check of one verification summary found. Only {@link Verified} lets anything through. */
public sealed interface SummaryCheck {

  /**
   * Returns the stable name of this kind in files and machine output.
   *
   * @return a name in kebab-case, listed in docs/ids.md
   */
  String id();

  /**
   * Tells whether the summary is what the consumer expects.
   *
   * @return true only for {@link Verified}
   */
  default boolean isVerified() {
    return false;
  }

  /**
   * Says what was found.
   *
   * @return one or two sentences for a person; they may quote names from the summary
   */
  String describe();

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
  record Verified(
      VerifiedSigner signer,
      List<ProvenTime> times,
      Instant decidedAt,
      List<String> levels,
      Policy policy)
      implements SummaryCheck {

    /** Copies the lists. */
    public Verified {
      Objects.requireNonNull(signer);
      Objects.requireNonNull(decidedAt);
      Objects.requireNonNull(policy);
      times = List.copyOf(times);
      levels = List.copyOf(levels);
    }

    @Override
    public String id() {
      return "verified";
    }

    @Override
    public boolean isVerified() {
      return true;
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
  }

  /**
   * The policy of a decision, as the summary names it.
   *
   * @param uri where it is
   * @param digest the SHA-256 of its file, or null where the summary gives none
   */
  record Policy(String uri, @Nullable Sha256 digest) {

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

  /**
   * The summary cannot be read, something in it is wrong, or it is about something else, by
   * somebody else, or no pass.
   *
   * @param reason the first thing that is wrong, in a sentence
   */
  record Rejected(String reason) implements SummaryCheck {

    public Rejected {
      Objects.requireNonNull(reason);
    }

    @Override
    public String id() {
      return "rejected";
    }

    @Override
    public String describe() {
      return "The summary is rejected. " + reason;
    }
  }

  /**
   * Nothing is known to be wrong, and something that was asked for cannot be told.
   *
   * @param reason what cannot be told, in a sentence
   */
  record Undecided(String reason) implements SummaryCheck {

    public Undecided {
      Objects.requireNonNull(reason);
    }

    @Override
    public String id() {
      return "undecided";
    }

    @Override
    public String describe() {
      return "The summary proves nothing here. " + reason;
    }
  }
}
