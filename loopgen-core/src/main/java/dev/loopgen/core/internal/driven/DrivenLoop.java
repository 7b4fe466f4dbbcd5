package dev.loopgen.core.internal.driven;

import dev.loopgen.api.driven.DrivenRun;
import dev.loopgen.api.driven.StopReason;
import dev.loopgen.core.internal.driven.action.ProposedAction;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import java.util.Optional;

/**
 * The protocol of a driven run: show the failures, ask, act, verify; until the checks pass or
 * something says stop. Not thread-safe.
 */
final class DrivenLoop {

  private final LoopParts parts;
  private final Attempts attempts;

  DrivenLoop(LoopParts parts, Attempts attempts) {
    this.parts = parts;
    this.attempts = attempts;
  }

  /** Runs until the model must not be asked any more. Keeps no interrupt. */
  DrivenRun run() throws IOException {
    StopReason stop;
    try {
      stop = parts.task().dryRun() ? askOnce() : repeat();
    } catch (StoppedException e) {
      stop = e.reason();
    } catch (InterruptedException | ClosedByInterruptException e) {
      Thread.interrupted();
      stop = new StopReason.Interrupted();
    }
    if (!(stop instanceof StopReason.Interrupted)) {
      stop = described(stop);
    }
    DrivenRun run = attempts.ended(stop);
    parts.journal().ifPresent(journal -> journal.ended(run.stop(), run.server()));
    parts.surroundings().listener().stopped(run);
    return run;
  }

  private StopReason described(StopReason stop) {
    try {
      parts.turns().describe();
      return stop;
    } catch (InterruptedException e) {
      return new StopReason.Interrupted();
    }
  }

  private StopReason repeat() throws StoppedException, InterruptedException, IOException {
    Optional<StopReason> stop = attempts.begin();
    if (stop.isEmpty()) {
      stop = finishOpenAttempt();
    }
    int limit = parts.limit();
    for (int number = attempts.next(); stop.isEmpty() && number <= limit; number++) {
      stop = attempt(number);
    }
    return stop.orElseGet(() -> new StopReason.MaxIterations(limit));
  }

  private StopReason askOnce() throws StoppedException, InterruptedException, IOException {
    parts.turns().take(1, attempts);
    return new StopReason.DryRun();
  }

  private Optional<StopReason> attempt(int number)
      throws StoppedException, InterruptedException, IOException {
    parts.turns().take(number, attempts);
    return attempts.close();
  }

  /** Carries out what is left of an attempt that an interruption cut off. */
  private Optional<StopReason> finishOpenAttempt()
      throws StoppedException, InterruptedException, IOException {
    List<ProposedAction> left = attempts.leftOver();
    if (!attempts.isOpen()) {
      return Optional.empty();
    }
    attempts.act(left);
    return attempts.close();
  }
}
