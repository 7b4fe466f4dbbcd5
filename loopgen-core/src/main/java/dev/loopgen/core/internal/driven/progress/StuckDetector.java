package dev.loopgen.core.internal.driven.progress;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Tells from facts whether a run gets anywhere. Immutable: each turn yields a new detector, so that
 * a resumed run comes to the same finding by replaying its turns.
 */
public final class StuckDetector {

  private static final int NUDGE_AT = 2;
  private static final int STUCK_AT = 3;
  private static final int MAX_WITHOUT_EFFECT = 3;
  private static final int MAX_UNREADABLE = 3;

  private final String lastTree;
  private final Set<String> trees;
  private final Map<TurnOutcome.Acted, Integer> seen;
  private final int withoutEffect;
  private final int unreadable;
  private final Progress progress;

  private StuckDetector(
      String lastTree,
      Set<String> trees,
      Map<TurnOutcome.Acted, Integer> seen,
      int withoutEffect,
      int unreadable,
      Progress progress) {
    this.lastTree = lastTree;
    this.trees = Set.copyOf(trees);
    this.seen = Map.copyOf(seen);
    this.withoutEffect = withoutEffect;
    this.unreadable = unreadable;
    this.progress = progress;
  }

  /** Starts with the tree and the failures before the first turn. */
  public static StuckDetector start(TurnOutcome.Acted before) {
    return new StuckDetector(
        before.treeId(), Set.of(before.treeId()), Map.of(before, 1), 0, 0, Progress.GOING_ON);
  }

  /** Returns what the turns so far mean. */
  public Progress progress() {
    return progress;
  }

  /** Returns the detector after one more turn. */
  public StuckDetector after(TurnOutcome turn) {
    if (turn instanceof TurnOutcome.Acted acted) {
      return acted(acted);
    }
    int illegible = turn instanceof TurnOutcome.Unreadable ? unreadable + 1 : 0;
    Progress next = illegible >= MAX_UNREADABLE ? Progress.UNREADABLE : effect(withoutEffect + 1);
    return new StuckDetector(lastTree, trees, seen, withoutEffect + 1, illegible, next);
  }

  private StuckDetector acted(TurnOutcome.Acted acted) {
    boolean changed = !acted.treeId().equals(lastTree);
    int idle = changed ? 0 : withoutEffect + 1;
    Set<String> allTrees = new HashSet<>(trees);
    boolean newTree = allTrees.add(acted.treeId());
    Map<TurnOutcome.Acted, Integer> counts = new HashMap<>(seen);
    int count = counts.merge(acted, 1, Integer::sum);
    Progress next = effect(idle);
    if (changed && !newTree) {
      next = Progress.OSCILLATING;
    } else if (count >= STUCK_AT) {
      next = Progress.STUCK;
    } else if (count == NUDGE_AT && !next.isStop()) {
      next = Progress.NUDGE;
    }
    return new StuckDetector(acted.treeId(), allTrees, counts, idle, 0, next);
  }

  private static Progress effect(int idle) {
    return idle >= MAX_WITHOUT_EFFECT ? Progress.NO_EFFECT : Progress.GOING_ON;
  }
}
