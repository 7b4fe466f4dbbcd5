package dev.loopgen.api.attest;

import java.util.Objects;
import java.util.Optional;

/**
 * What a check of one bundle found: it is {@link Verified}, {@link Rejected} or {@link Undecided}.
 * Only what is verified is evidence of anything.
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
   * Returns what was verified.
   *
   * @return what the bundle shows; empty unless it is {@link Verified}
   */
  default Optional<V> verified() {
    return Optional.empty();
  }

  /**
   * Tells whether the bundle is what the caller expects.
   *
   * @return true only for {@link Verified}; that is true of failed runs as well
   */
  default boolean isVerified() {
    return verified().isPresent();
  }

  /**
   * Tells whether the bundle is evidence of a pass.
   *
   * @return true only for a verified bundle of a run that passed, or of a decision that let a tree
   *     through
   */
  default boolean provesPass() {
    return false;
  }

  /**
   * Says what was found.
   *
   * @return one or two sentences for a person; they may quote names from the bundle
   */
  String describe();

  /**
   * The expected identity signed what the caller expects. What that shows is stated by the records
   * that implement it.
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
   * The bundle is not evidence: it cannot be read, something in it is wrong, or it is about
   * something else or by somebody else.
   *
   * @param reason the first thing that is wrong, in a sentence
   * @param <V> what a verified bundle would show
   */
  record Rejected<V>(String reason) implements Check<V> {

    public Rejected {
      Objects.requireNonNull(reason);
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
   * Nothing is known to be wrong, and something that was asked for cannot be told.
   *
   * @param reason what cannot be told, in a sentence
   * @param <V> what a verified bundle would show
   */
  record Undecided<V>(String reason) implements Check<V> {

    public Undecided {
      Objects.requireNonNull(reason);
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
