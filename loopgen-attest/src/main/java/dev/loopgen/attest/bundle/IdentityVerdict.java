package dev.loopgen.attest.bundle;

import dev.loopgen.api.attest.Check;
import java.util.Objects;
import java.util.Optional;

/** Tells whether a signer is the expected one; only {@link Met} means that it is. */
public sealed interface IdentityVerdict {

  /**
   * Returns the consequence for a bundle.
   *
   * @param <V> the result of a verified bundle
   * @return the failed check of the bundle; empty if the signer is the expected one
   */
  <V> Optional<Check<V>> refusal();

  /**
   * Returns the reason.
   *
   * @return a sentence for a person
   */
  String reason();

  /** Every required claim is present and right. */
  record Met() implements IdentityVerdict {

    @Override
    public <V> Optional<Check<V>> refusal() {
      return Optional.empty();
    }

    @Override
    public String reason() {
      return "It is signed by the expected identity.";
    }
  }

  /**
   * A required claim has another value.
   *
   * @param reason what, in a sentence
   */
  record Wrong(String reason) implements IdentityVerdict {

    public Wrong {
      Objects.requireNonNull(reason, "reason");
    }

    @Override
    public <V> Optional<Check<V>> refusal() {
      return Optional.of(new Check.Rejected<>(reason));
    }
  }

  /**
   * No claim is wrong, but a required one is missing.
   *
   * @param reason what, in a sentence
   */
  record Missing(String reason) implements IdentityVerdict {

    public Missing {
      Objects.requireNonNull(reason, "reason");
    }

    @Override
    public <V> Optional<Check<V>> refusal() {
      return Optional.of(new Check.Undecided<>(reason));
    }
  }
}
