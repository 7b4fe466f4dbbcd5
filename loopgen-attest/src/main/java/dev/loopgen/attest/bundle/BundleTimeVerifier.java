package dev.loopgen.attest.bundle;

import dev.loopgen.api.attest.VerifiedTimestamp;
import java.security.PublicKey;
import java.util.List;
import java.util.Objects;

/**
 * The capability to verify the log entries and timestamps of a bundle that was signed with a key.
 *
 * <p>An implementer owes: every entry and timestamp is verified against the bundle's signature and
 * payload; one that is wrong rejects; no network. Implementations are thread-safe.
 */
@FunctionalInterface
public interface BundleTimeVerifier {

  /** Cannot verify any, so a bundle that has some stays undecided: nothing in it is ignored. */
  BundleTimeVerifier NONE =
      (bundle, key) ->
          new Result.Undecided(
              "The bundle has log entries or timestamps, which this verifier cannot check.");

  /**
   * Verifies what there is; called only where there is some.
   *
   * @param bundle the bundle, whose signature verified already
   * @param key the key that it verified with; a log entry has to name the same
   * @return what was found
   */
  Result check(SigstoreBundle bundle, PublicKey key);

  /** What was found. */
  sealed interface Result {

    /**
     * Everything verified.
     *
     * @param times the times, at least one
     */
    record Proven(List<VerifiedTimestamp> times) implements Result {

      /**
       * Copies the times.
       *
       * @throws IllegalArgumentException if there is none
       */
      public Proven {
        times = List.copyOf(times);
        if (times.isEmpty()) {
          throw new IllegalArgumentException("nothing is proven without a time");
        }
      }
    }

    /**
     * Something is wrong.
     *
     * @param reason what, in a sentence
     */
    record Rejected(String reason) implements Result {

      public Rejected {
        Objects.requireNonNull(reason, "reason");
      }
    }

    /**
     * Something cannot be checked.
     *
     * @param reason what, in a sentence
     */
    record Undecided(String reason) implements Result {

      public Undecided {
        Objects.requireNonNull(reason, "reason");
      }
    }
  }
}
