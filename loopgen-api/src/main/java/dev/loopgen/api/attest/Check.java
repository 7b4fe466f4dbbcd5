package dev.loopgen.api.attest;

import java.util.Objects;
import java.util.Optional;

/**
 * The result of verifying a bundle: {@link Verified}, {@link Rejected} or {@link Undecided}. Only a
 * verified bundle is evidence.
 *
 * @param <V> what a verified bundle shows
 */
public sealed interface Check<V> {

  /**
   * Returns the stable name of this kind in files and machine output.
   *
   * @return a name in kebab-case, listed in docs/ids.md
   */
  String id();

  /**
   * Returns the verified facts.
   *
   * @return what the bundle shows; empty unless this is {@link Verified}
   */
  default Optional<V> verified() {
    return Optional.empty();
  }

  /**
   * Tells whether the bundle meets the caller's expectation.
   *
   * @return true only for {@link Verified}, which includes failed runs
   */
  default boolean isVerified() {
    return verified().isPresent();
  }

  /**
   * Tells whether the bundle is evidence of a pass.
   *
   * @return true only for a verified bundle of a passing run or of a decision that let a tree
   *     through
   */
  default boolean provesPass() {
    return false;
  }

  /**
   * Describes the result.
   *
   * @return one or two sentences for people; they may quote names from the bundle
   */
  String describe();

  /**
   * The expected identity signed what the caller expects. The implementing records state what that
   * shows.
   *
   * @param <V> the implementing record
   */
  non-sealed interface Verified<V> extends Check<V> {

    @Override
    default String id() {
      return "verified";
    }

    @Override
    Optional<V> verified();
  }

  /**
   * The bundle is not evidence: it is unreadable or wrong, or it is about something else or by
   * somebody else.
   *
   * @param reason the first problem, in a sentence
   * @param <V> what a verified bundle would show
   */
  record Rejected<V>(String reason) implements Check<V> {

    public Rejected {
      Objects.requireNonNull(reason, "reason");
    }

    @Override
    public String id() {
      return "rejected";
    }

    @Override
    public String describe() {
      return "The bundle is rejected. " + reason;
    }
  }

  /**
   * Nothing is known to be wrong, but something required cannot be determined.
   *
   * @param reason what cannot be determined, in a sentence
   * @param <V> what a verified bundle would show
   */
  record Undecided<V>(String reason) implements Check<V> {

    public Undecided {
      Objects.requireNonNull(reason, "reason");
    }

    @Override
    public String id() {
      return "undecided";
    }

    @Override
    public String describe() {
      return "The bundle proves nothing here. " + reason;
    }
  }
}
