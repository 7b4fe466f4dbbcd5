package dev.loopgen.api.gate;

import dev.loopgen.api.attest.ProvenTime;
import dev.loopgen.api.attest.VerifiedSigner;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** What a check of one signed waiver found. Only {@link Verified} may excuse anything. */
public sealed interface WaiverCheck {

  /**
   * Returns the stable name of this kind in files and machine output.
   *
   * @return a name in kebab-case, listed in docs/ids.md
   */
  String id();

  /**
   * Says what was found.
   *
   * @return one or two sentences for a person; they may quote names from the waiver
   */
  String describe();

  /**
   * The expected identity waives this in this repository, for the tree that is judged or for any.
   *
   * <p>It may have expired, or be dated in the future: that is the caller's to find out.
   *
   * @param waiver what is waived
   * @param issuedAt when it was signed, by the signer's word
   * @param signer who signed, as verified
   * @param times when the signature existed, as others than the signer attest; empty where nothing
   *     but the signer's word says so
   */
  record Verified(Waiver waiver, Instant issuedAt, VerifiedSigner signer, List<ProvenTime> times)
      implements WaiverCheck {

    /** Copies the times. */
    public Verified {
      Objects.requireNonNull(waiver);
      Objects.requireNonNull(issuedAt);
      Objects.requireNonNull(signer);
      times = List.copyOf(times);
    }

    @Override
    public String id() {
      return "verified";
    }

    @Override
    public String describe() {
      return "Waived is " + waiver.describe() + "; so signed by " + signer.describe() + ".";
    }
  }

  /**
   * The waiver cannot be read, something in it is wrong, or it is about something else or by
   * somebody else.
   *
   * @param reason the first thing that is wrong, in a sentence
   */
  record Rejected(String reason) implements WaiverCheck {

    public Rejected {
      Objects.requireNonNull(reason);
    }

    @Override
    public String id() {
      return "rejected";
    }

    @Override
    public String describe() {
      return "The waiver is rejected. " + reason;
    }
  }

  /**
   * Nothing is known to be wrong, and something that was asked for cannot be told.
   *
   * @param reason what cannot be told, in a sentence
   */
  record Undecided(String reason) implements WaiverCheck {

    public Undecided {
      Objects.requireNonNull(reason);
    }

    @Override
    public String id() {
      return "undecided";
    }

    @Override
    public String describe() {
      return "The waiver excuses nothing here. " + reason;
    }
  }
}
