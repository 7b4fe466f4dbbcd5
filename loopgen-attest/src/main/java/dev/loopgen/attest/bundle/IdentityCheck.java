package dev.loopgen.attest.bundle;

import dev.loopgen.api.attest.Check;
import java.util.Objects;
import java.util.Optional;

/** Whether a signer is the expected one. Only {@link Met} is. */
public sealed interface IdentityCheck {

  /**
   * Returns what that means for a bundle.
   *
   * @param <V> what a verified bundle shows
   * @return the check of the bundle; empty where the signer is the expected one
   */
  <V> Optional<Check<V>> refusal();

  /**
   * Says why.
   *
   * @return a sentence for a person
   */
  String reason();

  /** Everything that is demanded is claimed and right. */
  record Met() implements IdentityCheck {

    @Override
    public <V> Optional<Check<V>> refusal() {
      return Optional.empty();
    }

    @Override
    public String reason() {
      return "It is signed by the expected one.";
    }
  }

  /**
   * Something that is demanded is claimed otherwise.
   *
   * @param reason what, in a sentence
   */
  record Wrong(String reason) implements IdentityCheck {

    public Wrong {
      Objects.requireNonNull(reason, "reason");
    }

    @Override
    public <V> Optional<Check<V>> refusal() {
      return Optional.of(new Check.Rejected<>(reason));
    }
  }

  /**
   * Nothing is claimed otherwise, and something that is demanded is not claimed.
   *
   * @param reason what, in a sentence
   */
  record Missing(String reason) implements IdentityCheck {

    public Missing {
      Objects.requireNonNull(reason, "reason");
    }

    @Override
    public <V> Optional<Check<V>> refusal() {
      return Optional.of(new Check.Undecided<>(reason));
    }
  }
}
