package dev.loopgen.core.internal.driven;

import dev.loopgen.api.isolation.ReachedIsolation;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.core.internal.driven.confine.Confinement;
import dev.loopgen.core.internal.driven.journal.CommandIsolation;
import dev.loopgen.core.internal.driven.journal.DrivenJournal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs commands, notes their isolation, and looks at the tree afterwards. Not thread-safe. */
final class Commands {

  private final Surroundings surroundings;
  private final Confinement confinement;
  private final DrivenBudget budget;
  private final @Nullable DrivenJournal journal;
  private CommandIsolation isolation;
  private boolean noted;

  /**
   * Creates commands.
   *
   * @param isolation what isolation the run's commands had before it was interrupted
   */
  Commands(
      Surroundings surroundings,
      Confinement confinement,
      DrivenBudget budget,
      @Nullable DrivenJournal journal,
      CommandIsolation isolation) {
    this.surroundings = surroundings;
    this.confinement = confinement;
    this.budget = budget;
    this.journal = journal;
    this.isolation = isolation;
  }

  /**
   * Runs commands. Returns when their processes have ended.
   *
   * @throws StoppedException if there is no time left
   */
  Checks run(List<String> commands) throws InterruptedException, StoppedException {
    return run(
        (now, limit) ->
            new CheckResults(surroundings.run(commands, now, limit), List.of()));
  }

  /**
   * Runs the loop's commands like {@link #run}, and reads which tests failed.
   *
   * @throws StoppedException if there is no time left
   */
  Checks check() throws InterruptedException, StoppedException {
    return run(surroundings::check);
  }

  /** Runs commands on a tree within a time limit. */
  private interface Execution {

    CheckResults on(TreeSnapshot now, Duration limit) throws InterruptedException;
  }

  private Checks run(Execution execution) throws InterruptedException, StoppedException {
    Duration limit = budget.timeLeft();
    starting();
    Instant start = surroundings.now();
    CheckResults results = execution.on(confinement.lastSeen(), limit);
    ended(results.verification().isolation());
    TreeSnapshot tree = surroundings.look();
    confinement.seen(tree);
    return new Checks(results, tree, Duration.between(start, surroundings.now()));
  }

  private void starting() {
    if (!noted) {
      isolation = isolation.started();
      if (journal != null) {
        journal.running();
      }
    }
  }

  private void ended(ReachedIsolation reached) {
    if (!noted || isolation.isWeakened(reached)) {
      isolation = isolation.reached(reached);
      if (journal != null) {
        journal.isolated(reached);
      }
    }
    noted = true;
  }

  /** Returns the isolation that the commands of the whole run had. */
  CommandIsolation isolation() {
    return isolation;
  }
}
