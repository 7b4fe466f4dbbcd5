package dev.loopgen.api.attest;

import java.util.List;
import java.util.Objects;

/**
 * What a check of one bundle found. Only {@link Verified} is evidence of an entry at its place in
 * the ledger, and so of a run that passed.
 */
public sealed interface AttestationCheck {

  /**
   * Returns the stable name of this kind in files and machine output.
   *
   * @return a name in kebab-case, listed in docs/ids.md
   */
  String id();

  /**
   * Tells whether the bundle is evidence of a run that passed.
   *
   * @return true only for {@link Verified} with the verdict of a pass
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
   * The expected identity signed this very entry at this very place of the ledger.
   *
   * <p>That is true of failed runs as well: ask {@link #provesPass()} before anything is let
   * through. It does not show that the run was honest, or the latest.
   *
   * @param kind which of an entry's statements was signed; a test result says less of the run
   * @param signer who signed, as verified
   * @param times when the signature existed, as others than the signer attest; empty where nothing
   *     but the signer's word says so
   * @param position where the entry stands, in the signer's words and the caller's
   * @param passed the verdict of the run, taken from the entry
   */
  record Verified(
      SignedBundle.Kind kind,
      VerifiedSigner signer,
      List<ProvenTime> times,
      LedgerPosition position,
      boolean passed)
      implements AttestationCheck {

    /** Copies the times. */
    public Verified {
      Objects.requireNonNull(kind);
      Objects.requireNonNull(signer);
      Objects.requireNonNull(position);
      times = List.copyOf(times);
    }

    @Override
    public String id() {
      return "verified";
    }

    @Override
    public boolean provesPass() {
      return passed;
    }

    @Override
    public String describe() {
      return attested(passed, signer, times)
          + ", as entry "
          + position.head().size()
          + " of "
          + position.origin()
          + ".";
    }
  }

  /**
   * The expected identity signed this very entry, and says nothing of where it stands, nor of the
   * tree that was judged: what attestations of npm loopgen show. Nothing follows from it about
   * entries that are missing.
   *
   * @param signer who signed, as verified
   * @param times when the signature existed, as others than the signer attest
   * @param passed the verdict of the run, taken from the entry
   */
  record Unplaced(VerifiedSigner signer, List<ProvenTime> times, boolean passed)
      implements AttestationCheck {

    /** Copies the times. */
    public Unplaced {
      Objects.requireNonNull(signer);
      times = List.copyOf(times);
    }

    @Override
    public String id() {
      return "unplaced";
    }

    @Override
    public String describe() {
      return attested(passed, signer, times)
          + ", by npm loopgen. That pins less: neither the entry's place in the ledger nor the tree.";
    }
  }

  /**
   * The bundle is not evidence: it cannot be read, something in it is wrong, or it is about
   * something else or by somebody else.
   *
   * @param reason the first thing that is wrong, in a sentence
   */
  record Rejected(String reason) implements AttestationCheck {

    public Rejected {
      Objects.requireNonNull(reason);
    }

    @Override
    public String id() {
      return "rejected";
    }

    @Override
    public String describe() {
      return "The attestation is rejected. " + reason;
    }
  }

  /**
   * Nothing is known to be wrong, and something that was asked for cannot be told.
   *
   * @param reason what cannot be told, in a sentence
   */
  record Undecided(String reason) implements AttestationCheck {

    public Undecided {
      Objects.requireNonNull(reason);
    }

    @Override
    public String id() {
      return "undecided";
    }

    @Override
    public String describe() {
      return "The attestation proves nothing here. " + reason;
    }
  }

  private static String attested(boolean passed, VerifiedSigner signer, List<ProvenTime> times) {
    return (passed ? "A run that passed" : "A run that failed")
        + " is attested by "
        + signer.describe()
        + (times.isEmpty() ? ", at a time that nobody else vouches for" : " by " + times.get(0));
  }
}
