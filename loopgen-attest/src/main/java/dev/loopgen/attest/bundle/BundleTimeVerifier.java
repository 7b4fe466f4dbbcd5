package dev.loopgen.attest.bundle;

import dev.loopgen.api.attest.VerifiedTimestamp;
import java.security.PublicKey;
import java.util.List;
import java.util.Objects;

/**
 * Verifies the log entries and timestamps of a bundle that was signed with a key.
 *
 * <p>Implementations must verify every entry and timestamp against the bundle's signature and
 * payload, reject the bundle if one is wrong, not use the network, and be thread-safe.
 */
@FunctionalInterface
public interface BundleTimeVerifier {

  /**
   * Verifies none: a bundle that has log entries or timestamps is undecided, because nothing in it
   * may be ignored.
   */
  BundleTimeVerifier NONE =
      (bundle, key) ->
          new Result.Undecided(
              "The bundle has log entries or timestamps, which this verifier cannot check.");

  /**
   * Verifies the log entries and timestamps; called only if there are some.
   *
   * @param bundle the bundle, whose signature is already verified
   * @param key the key that verified it; a log entry must name the same key
   * @return the result
   */
  Result check(SigstoreBundle bundle, PublicKey key);

  /** The result. */
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
          throw new IllegalArgumentException("there must be a proven time");
        }
      }
    }

    /**
     * An entry or timestamp is wrong.
     *
     * @param reason what, in a sentence
     */
    record Rejected(String reason) implements Result {

      public Rejected {
        Objects.requireNonNull(reason, "reason");
      }
    }

    /**
     * An entry or timestamp cannot be checked.
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
