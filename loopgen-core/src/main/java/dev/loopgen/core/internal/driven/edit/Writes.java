package dev.loopgen.core.internal.driven.edit;

import java.util.Optional;

/** Judges whole files that a model writes over existing ones. */
public final class Writes {

  /** Smaller files may well be halved on purpose. */
  private static final int MIN_LENGTH = 400;

  private Writes() {}

  /**
   * Judges a write.
   *
   * @param before the file's text, empty if there is no such file
   * @param proposed the text to write; it takes the byte order mark and the line ends of the file
   * @param asked whether the model was asked about this file before, and wrote it again
   */
  public static EditResult apply(String before, String proposed, boolean asked) {
    String content = FileText.of(before).rewritten(proposed);
    if (content.equals(before)) {
      return new EditResult.Unchanged();
    }
    String text = FileText.unify(content);
    Optional<String> mark = RedactionMarks.added(text, FileText.unify(before));
    if (mark.isPresent()) {
      return new EditResult.Redacted(mark.get());
    }
    Optional<String> placeholder = Placeholders.added(text, FileText.unify(before));
    if (placeholder.isPresent()) {
      return new EditResult.Placeholder(placeholder.get());
    }
    boolean halved = before.length() >= MIN_LENGTH && content.length() <= before.length() / 2;
    return halved && !asked
        ? new EditResult.Halved(Passage.lines(before).size(), Passage.lines(content).size())
        : new EditResult.Changed(content);
  }
}
