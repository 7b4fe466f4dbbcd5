package dev.loopgen.attest;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The content of a note that at least one trusted key signed. Only such a check creates one.
 *
 * <p>It does not prove that the content is true, that it is the newest one signed, or that everyone
 * is shown the same.
 *
 * @param <T> the content of the note
 */
public final class VerifiedNote<T> implements NoteCheck<T> {

  private final T content;
  private final List<NoteVerifier> signers;

  VerifiedNote(T content, List<NoteVerifier> signers) {
    this.content = content;
    this.signers = List.copyOf(signers);
  }

  /**
   * Returns the content of the note.
   *
   * @return the content
   */
  public T content() {
    return content;
  }

  /**
   * Returns the trusted keys that signed the note.
   *
   * @return at least one, in the order of their signatures, each once
   */
  public List<NoteVerifier> signers() {
    return signers;
  }

  @Override
  public Optional<VerifiedNote<T>> verified() {
    return Optional.of(this);
  }

  @Override
  public String describe() {
    return signers.stream()
        .map(signer -> signer.keyId().name())
        .collect(Collectors.joining(", ", "The note is signed by ", "."));
  }

  <R> VerifiedNote<R> map(Function<? super T, R> reading) {
    return new VerifiedNote<>(reading.apply(content), signers);
  }
}
