package dev.loopgen.core.internal.driven;

import dev.loopgen.api.driven.DrivenIteration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the next request is written from.
 *
 * @param number the number of the attempt, from 1
 * @param limit how many attempts there are
 * @param checks what the checks said last; empty before a dry run
 * @param iterations the attempts so far
 * @param told what is quoted of the last attempts, at most two, oldest first
 * @param wholeOnly the files that must be shown whole
 * @param nudge whether the last attempt changed nothing that matters
 */
record TurnFacts(
    int number,
    int limit,
    Optional<CheckResults> checks,
    List<DrivenIteration> iterations,
    List<ToldTurn> told,
    Set<String> wholeOnly,
    boolean nudge) {

  TurnFacts {
    iterations = List.copyOf(iterations);
    told = List.copyOf(told);
    wholeOnly = Set.copyOf(wholeOnly);
  }
}
