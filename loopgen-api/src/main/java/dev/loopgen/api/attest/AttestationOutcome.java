package dev.loopgen.api.attest;

import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The outcome of a request to attest a run or sign a declaration. It never changes a verdict or
 * raises an entry's trust tier; only verifying the bundles does.
 */
public sealed interface AttestationOutcome {

  /**
   * Returns the stable name of this kind in files and machine output.
   *
   * @return a name in kebab-case, listed in docs/ids.md
   */
  String id();

  /**
   * Tells whether the requested attestation exists.
   *
   * @return true only for {@link Signed}
   */
  default boolean isSigned() {
    return false;
  }

  /**
   * Describes what happened and what to do.
   *
   * @return one or two sentences for people
   */
  String describe();

  /**
   * The entry or the declaration was signed.
   *
   * @param bundles the bundles, at least one and at most one of each kind
   */
  record Signed(List<SignedBundle> bundles) implements AttestationOutcome {

    /**
     * Copies the bundles.
     *
     * @throws IllegalArgumentException if there is no bundle, or two of the same kind
     */
    public Signed {
      bundles = List.copyOf(bundles);
      Set<SignedBundle.Kind> kinds = EnumSet.noneOf(SignedBundle.Kind.class);
      bundles.forEach(bundle -> kinds.add(bundle.kind()));
      if (bundles.isEmpty() || kinds.size() < bundles.size()) {
        throw new IllegalArgumentException(
            "a signed outcome needs at least one bundle, and at most one of each kind");
      }
    }

    @Override
    public String id() {
      return "signed";
    }

    @Override
    public boolean isSigned() {
      return true;
    }

    @Override
    public String describe() {
      return "The "
          + (has(SignedBundle.Kind::isOfEntry)
              ? "run"
              : has(SignedBundle.Kind.WAIVER::equals) ? "waiver" : "decision")
          + " is attested ("
          + bundles.stream().map(bundle -> bundle.kind().id()).collect(Collectors.joining(", "))
          + ").";
    }

    private boolean has(Predicate<SignedBundle.Kind> kind) {
      return bundles.stream().map(SignedBundle::kind).anyMatch(kind);
    }
  }

  /**
   * A service could not be reached; signing can be retried later, for an entry within the same run.
   *
   * @param reason what could not be reached, in a sentence
   */
  record Pending(String reason) implements AttestationOutcome {

    public Pending {
      Objects.requireNonNull(reason, "reason");
    }

    @Override
    public String id() {
      return "pending";
    }

    @Override
    public String describe() {
      return "The attestation is pending. " + reason;
    }
  }

  /**
   * Nothing was signed, and a retry will not help.
   *
   * @param reason why, in a sentence
   */
  record Failed(String reason) implements AttestationOutcome {

    public Failed {
      Objects.requireNonNull(reason, "reason");
    }

    @Override
    public String id() {
      return "failed";
    }

    @Override
    public String describe() {
      return "It could not be attested. " + reason;
    }
  }

  /** No attestation was requested. */
  record NotRequested() implements AttestationOutcome {

    @Override
    public String id() {
      return "not-requested";
    }

    @Override
    public String describe() {
      return "No attestation was requested.";
    }
  }
}
