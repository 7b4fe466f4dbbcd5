package dev.loopgen.attest;

import java.util.Objects;
import java.util.Optional;

/**
 * The result of checking a note: its content if a trusted key signed it, or why it was refused.
 *
 * @param <T> the content of the note
 */
public sealed interface NoteCheck<T> permits VerifiedNote, NoteCheck.Refused {

  /**
   * Returns the verified note.
   *
   * @return the note, or empty if it was refused
   */
  Optional<VerifiedNote<T>> verified();

  /**
   * Describes the result.
   *
   * @return a sentence for a person; it can hold names taken from the note
   */
  String describe();

  /**
   * The note is not properly signed, so nothing in it may be used.
   *
   * @param <T> the content that the note would have had
   * @param reason why it was refused and what to do, in a sentence
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
