package dev.loopgen.attest.witness;

import dev.loopgen.attest.SignedNote;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What asking one witness for a cosignature came to. */
public sealed interface WitnessReply {

  /**
   * Returns the witness.
   *
   * @return its name in the policy
   */
  String witness();

  /**
   * Returns the id of this kind of reply.
   *
   * @return lower case, words joined by hyphens
   */
  String id();

  /**
   * Describes the reply.
   *
   * @return a sentence for people; it can hold text of the witness
   */
  String describe();

  /**
   * The witness cosigned the checkpoint.
   *
   * @param witness its name
   */
  record Cosigned(String witness) implements WitnessReply {

    @Override
    public String id() {
      return "cosigned";
    }

    @Override
    public String describe() {
      return "Witness " + witness + " cosigned the checkpoint.";
    }
  }

  /**
   * The witness has cosigned a checkpoint of this log that this one does not continue: entries were
   * dropped or replaced, here or there.
   *
   * @param witness its name
   * @param reason what it said
   * @param theirs the checkpoint that it cosigned last, signed by the log, or null if it did not
   *     show it
   */
  record Contradicted(String witness, String reason, @Nullable SignedNote theirs)
      implements WitnessReply {

    /** Checks the parts. */
    public Contradicted {
      Objects.requireNonNull(reason, "reason");
    }

    /**
     * Returns the checkpoint that the witness cosigned last.
     *
     * @return the note, which the log signed; empty if the witness did not show it
     */
    public Optional<SignedNote> evidence() {
      return Optional.ofNullable(theirs);
    }

    @Override
    public String id() {
      return "contradicted";
    }

    @Override
    public String describe() {
      return "Witness " + witness + " has seen another history of this log: " + reason;
    }
  }

  /**
   * The witness knows less than it cosigned: its state was lost or put back. Its cosignatures are
   * worth nothing any more.
   *
   * @param witness its name
   * @param cosigned the size of a checkpoint that it cosigned
   * @param known the size that it knows of
   */
  record LostState(String witness, long cosigned, long known) implements WitnessReply {

    @Override
    public String id() {
      return "lost-state";
    }

    @Override
    public String describe() {
      return "Witness %s lost its state: it cosigned a checkpoint of size %d and knows of size %d."
          .formatted(witness, cosigned, known);
    }
  }

  /**
   * The witness does not cosign for this log.
   *
   * @param witness its name
   * @param status the HTTP status code
   * @param reason what it said
   */
  record Declined(String witness, int status, String reason) implements WitnessReply {

    @Override
    public String id() {
      return "declined";
    }

    @Override
    public String describe() {
      return "Witness %s does not cosign (%d): %s".formatted(witness, status, reason);
    }
  }

  /**
   * The witness could not be asked, or its answer is unusable.
   *
   * @param witness its name
   * @param reason why, in a sentence
   */
  record Unavailable(String witness, String reason) implements WitnessReply {

    @Override
    public String id() {
      return "unavailable";
    }

    @Override
    public String describe() {
      return "Witness " + witness + " cannot be asked: " + reason;
    }
  }
}
