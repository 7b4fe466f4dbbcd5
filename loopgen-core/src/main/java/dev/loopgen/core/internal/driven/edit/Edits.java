package dev.loopgen.core.internal.driven.edit;

import dev.loopgen.core.internal.driven.action.Replacement;
import java.util.List;
import java.util.Optional;

/**
 * Applies edits to a file's text: where the text to find occurs exactly once, or else where its
 * lines occur exactly once with all of their indentation shifted alike. Nothing fuzzier.
 */
public final class Edits {

  private Edits() {}

  /** Applies all replacements in order, or none of them. */
  public static EditResult apply(String content, List<Replacement> replacements) {
    String text = content;
    int number = 0;
    boolean applied = false;
    for (Replacement replacement : replacements) {
      EditResult result = apply(text, replacement, ++number);
      if (result instanceof EditResult.Changed changed) {
        text = changed.content();
      } else if (!(result instanceof EditResult.AlreadyApplied)
          && !(result instanceof EditResult.Unchanged)) {
        return result;
      } else {
        applied |= result instanceof EditResult.AlreadyApplied;
      }
    }
    if (!text.equals(content)) {
      return new EditResult.Changed(text);
    }
    return applied ? new EditResult.AlreadyApplied() : new EditResult.Unchanged();
  }

  private static EditResult apply(String content, Replacement one, int number) {
    FileText file = FileText.of(content);
    String search = FileText.unify(one.search());
    String replacement = FileText.unify(one.replacement());
    Optional<String> mark = RedactionMarks.added(replacement, file.unified());
    if (mark.isPresent()) {
      return new EditResult.Redacted(mark.get());
    }
    Optional<String> placeholder = Placeholders.added(replacement, file.unified());
    if (placeholder.isPresent()) {
      return new EditResult.Placeholder(placeholder.get());
    }
    List<Passage> found = find(file.unified(), search, replacement);
    if (found.size() == 1) {
      return replace(content, file, found.get(0), search);
    }
    if (found.isEmpty()) {
      boolean there =
          !replacement.isBlank() && !find(file.unified(), replacement, replacement).isEmpty();
      return there
          ? new EditResult.AlreadyApplied()
          : new EditResult.NotFound(number, NearestLines.to(search, file.unified()));
    }
    List<Integer> starts = found.stream().map(Passage::from).toList();
    return new EditResult.Ambiguous(number, found.size(), NearestLines.at(starts, file.unified()));
  }

  private static List<Passage> find(String text, String search, String replacement) {
    List<Passage> exact = Passage.exact(text, search, replacement);
    return exact.isEmpty() ? Passage.shifted(text, search, replacement) : exact;
  }

  private static EditResult replace(String content, FileText file, Passage match, String search) {
    if (isWithinReplacement(file.unified(), match)) {
      return new EditResult.AlreadyApplied();
    }
    String changed = file.replace(match.from(), match.to(), match.replacement());
    return changed.equals(content) ? new EditResult.Unchanged() : new EditResult.Changed(changed);
  }

  /**
   * Tells whether an edit that keeps the text it finds, an insertion, was made already: then the
   * match is a part of the replacement that stands in the file.
   */
  private static boolean isWithinReplacement(String text, Passage match) {
    String found = text.substring(match.from(), match.to());
    String replacement = match.replacement();
    if (replacement.equals(found)) {
      return false;
    }
    return Occurrences.of(found, replacement, Passage.MOST).stream()
        .anyMatch(offset -> text.startsWith(replacement, match.from() - offset));
  }
}
