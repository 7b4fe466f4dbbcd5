package dev.loopgen.attest;

import java.util.Objects;
import java.util.Optional;

/**
 * The outcome of checking a note: what it says, if a trusted key signed it, or why it counts for
 * nothing.
 *
 * @param <T> what the note says, once it is read
 */
public sealed interface NoteCheck<T> permits VerifiedNote, NoteCheck.Refused {

  /**
   * Returns the verified note.
   *
   * @return the note, or empty if it was refused
   */
  Optional<VerifiedNote<T>> verified();

  /**
   * Says what was found.
   *
   * @return a sentence for a person; it can hold names taken from the note
   */
  String describe();

  /**
   * The note is not signed as it must be, so nothing in it may be used.
   *
   * @param <T> what the note would have said
   * @param reason why, and what to do, in a sentence
   */
  record Refused<T>(String reason) implements NoteCheck<T> {

    public Refused {
      Objects.requireNonNull(reason, "reason");
    }

    @Override
    public Optional<VerifiedNote<T>> verified() {
      return Optional.empty();
    }

    @Override
    public String describe() {
      return reason;
    }
  }
}
