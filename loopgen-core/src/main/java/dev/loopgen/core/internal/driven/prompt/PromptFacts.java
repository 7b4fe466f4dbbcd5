package dev.loopgen.core.internal.driven.prompt;

import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What one prompt is written from.
 *
 * @param turn the number of this turn, from 1
 * @param limit how many turns there are
 * @param root the project's absolute path, as tools name it
 * @param failures the commands that failed last
 * @param turns the turns so far, oldest first
 * @param requested the files that the last turn asked to see
 * @param wholeOnly the files that must be shown whole and numbered
 * @param nudge whether the last turn changed nothing that matters
 */
public record PromptFacts(
    int turn,
    int limit,
    String root,
    List<FailedCommand> failures,
    List<PastTurn> turns,
    Set<String> requested,
    Set<String> wholeOnly,
    boolean nudge) {

  public PromptFacts {
    Objects.requireNonNull(root);
    failures = List.copyOf(failures);
    turns = List.copyOf(turns);
    requested = Set.copyOf(requested);
    wholeOnly = Set.copyOf(wholeOnly);
  }
}
