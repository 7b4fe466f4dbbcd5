package dev.loopgen.attest.sigstore;

import dev.loopgen.api.attest.AttestationCheck;
import dev.loopgen.api.attest.ProvenTime;
import dev.loopgen.api.attest.VerifiedSigner;
import java.util.List;
import java.util.Objects;

/**
 * What a check of an attestation of npm loopgen found. Only {@link Verified} is evidence.
 *
 * <p>It is not an {@link AttestationCheck}: npm's attestations do not pin where in the ledger the
 * entry stands, so they say nothing about entries that are missing.
 */
public sealed interface NpmCheck {

  /**
   * Tells whether the attestation is evidence of a run that passed.
   *
   * @return true only for {@link Verified} with the verdict of a pass
   */
  default boolean provesPass() {
    return false;
  }

  /**
   * Says what was found.
   *
   * @return one or two sentences for a person
   */
  String describe();

  /**
   * The expected identity signed a predicate about this very entry.
   *
   * @param signer who signed, as verified
   * @param times when the signature existed
   * @param passed the verdict of the run, taken from the entry
   */
  record Verified(VerifiedSigner signer, List<ProvenTime> times, boolean passed)
      implements NpmCheck {

    /** Copies the times. */
    public Verified {
      Objects.requireNonNull(signer);
      times = List.copyOf(times);
    }

    @Override
    public boolean provesPass() {
      return passed;
    }

    @Override
    public String describe() {
      return (passed ? "A run that passed" : "A run that failed")
          + " is attested by "
          + signer.describe()
          + " by "
          + times.get(0)
          + ", without its place in the ledger.";
    }
  }

  /**
   * The attestation is not evidence.
   *
   * @param reason the first thing that is wrong, in a sentence
   */
  record Rejected(String reason) implements NpmCheck {

    /** Refuses null. */
    public Rejected {
      Objects.requireNonNull(reason);
    }

    @Override
    public String describe() {
      return "The attestation is rejected. " + reason;
    }
  }

  /**
   * Nothing is known to be wrong, and something that was asked for cannot be told.
   *
   * @param reason what, in a sentence
   */
  record Undecided(String reason) implements NpmCheck {

    /** Refuses null. */
    public Undecided {
      Objects.requireNonNull(reason);
    }

    @Override
    public String describe() {
      return "The attestation proves nothing here. " + reason;
    }
  }
}
