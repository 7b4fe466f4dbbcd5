package dev.loopgen.core.internal.driven.edit;

import dev.loopgen.api.driven.ActionOutcome;
import dev.loopgen.api.driven.BlockReason;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What went wrong with which file so far. Immutable; the paths are those that the actions resolve
 * to.
 *
 * @param failures how often an edit of a file failed since it last succeeded
 * @param asked the files whose halving the model was asked about
 */
public record FileTroubles(Map<String, Integer> failures, Set<String> asked) {

  /** The ids of the results after which the model should be shown the whole file. */
  private static final Set<String> FAILURES = Set.of("not-found", "ambiguous", "placeholder");

  private static final String CHANGED = new EditResult.Changed("").id();
  private static final String HALVED = new EditResult.Halved(0, 0).id();

  /** After so many failures a file is shown whole and taken only whole. */
  private static final int MAX_FAILURES = 2;

  public FileTroubles {
    failures = Map.copyOf(failures);
    asked = Set.copyOf(asked);
  }

  /** Returns the state before the first action. */
  public static FileTroubles none() {
    return new FileTroubles(Map.of(), Set.of());
  }

  /** Returns the state after an edit or a write of a file had a result. */
  public FileTroubles after(String path, EditResult result) {
    return after(path, result.id());
  }

  private FileTroubles after(String path, String result) {
    Map<String, Integer> counts = new HashMap<>(failures);
    Set<String> halved = new HashSet<>(asked);
    if (FAILURES.contains(result)) {
      counts.merge(path, 1, Integer::sum);
    } else if (result.equals(CHANGED)) {
      counts.remove(path);
      halved.remove(path);
    } else if (result.equals(HALVED)) {
      halved.add(path);
    }
    return new FileTroubles(counts, halved);
  }

  /** Returns the state after what is recorded of an action. */
  public FileTroubles after(ActionOutcome outcome) {
    if (outcome instanceof ActionOutcome.Written) {
      return after(outcome.subject(), CHANGED);
    }
    return outcome instanceof ActionOutcome.Blocked blocked
            && blocked.reason() == BlockReason.NOT_APPLICABLE
        ? after(blocked.subject(), blocked.detail())
        : this;
  }

  /** Tells whether edits of a file are no longer taken, only whole contents. */
  public boolean isWholeOnly(String path) {
    return failures.getOrDefault(path, 0) >= MAX_FAILURES;
  }

  /** Tells whether the model was asked about a file and may now halve it. */
  public boolean wasAsked(String path) {
    return asked.contains(path);
  }

  /** Returns the files that the next prompt shows whole, numbered. */
  public Set<String> wholeOnly() {
    Set<String> paths = new HashSet<>(failures.keySet());
    paths.removeIf(path -> !isWholeOnly(path));
    return Set.copyOf(paths);
  }
}
