package dev.loopgen.api.attest;

import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What became of the request to attest a run or to sign a declaration. None of these changes the
 * verdict, and none of them raises what an entry is worth: only a check of the bundles does.
 */
public sealed interface AttestationOutcome {

  /**
   * Returns the stable name of this kind in files and machine output.
   *
   * @return a name in kebab-case, listed in docs/ids.md
   */
  String id();

  /**
   * Tells whether there is the attestation that was asked for.
   *
   * @return true for {@link Signed} alone
   */
  default boolean isSigned() {
    return false;
  }

  /**
   * Says what happened and what to do.
   *
   * @return one or two sentences for a person
   */
  String describe();

  /**
   * The entry or the declaration was signed.
   *
   * @param bundles the bundles, at least one and at most one of a kind
   */
  record Signed(List<SignedBundle> bundles) implements AttestationOutcome {

    /**
     * Copies the bundles.
     *
     * @throws IllegalArgumentException if there is none, or two of a kind
     */
    public Signed {
      bundles = List.copyOf(bundles);
      Set<SignedBundle.Kind> kinds = EnumSet.noneOf(SignedBundle.Kind.class);
      bundles.forEach(bundle -> kinds.add(bundle.kind()));
      if (bundles.isEmpty() || kinds.size() < bundles.size()) {
        throw new IllegalArgumentException("one bundle of each kind, and at least one");
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
   * A service was out of reach; it can be signed later, an entry by the same run.
   *
   * @param reason what was out of reach, in a sentence
   */
  record Pending(String reason) implements AttestationOutcome {

    public Pending {
      Objects.requireNonNull(reason);
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
   * Nothing was signed, and trying again will not help.
   *
   * @param reason why, in a sentence
   */
  record Failed(String reason) implements AttestationOutcome {

    public Failed {
      Objects.requireNonNull(reason);
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

  /** Nobody asked for an attestation. */
  record NotRequested() implements AttestationOutcome {

    @Override
    public String id() {
      return "not-requested";
    }

    @Override
    public String describe() {
      return "No attestation was asked for.";
    }
  }
}
