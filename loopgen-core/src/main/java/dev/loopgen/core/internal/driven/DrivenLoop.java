package dev.loopgen.core.internal.driven;

import dev.loopgen.api.LedgerException;
import dev.loopgen.api.driven.DrivenRun;
import dev.loopgen.api.driven.StopReason;
import dev.loopgen.core.internal.driven.action.ProposedAction;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The protocol of a driven run: show the failures, ask, act, verify; until the checks pass or
 * something says stop. Not thread-safe.
 */
final class DrivenLoop {

  private static final Logger LOG = LoggerFactory.getLogger(DrivenLoop.class);

  private final LoopParts parts;
  private final Attempts attempts;

  DrivenLoop(LoopParts parts, Attempts attempts) {
    this.parts = parts;
    this.attempts = attempts;
  }

  /** Runs until the model must not be asked any more. Keeps no interrupt. */
  DrivenRun run() {
    StopReason stop;
    try {
      stop = parts.task().dryRun() ? askOnce() : repeat();
    } catch (StoppedException e) {
      stop = e.reason();
    } catch (InterruptedException | ClosedByInterruptException e) {
      Thread.interrupted();
      stop = new StopReason.Interrupted();
    } catch (LedgerException | IOException lost) {
      stop = lost(lost);
    }
    if (!(stop instanceof StopReason.Interrupted)) {
      stop = described(stop);
    }
    DrivenRun run = noted(attempts.ended(stop));
    parts.surroundings().listener().stopped(run);
    return run;
  }

  /**
   * Notes the end in the journal; a run whose journal does not take it did not end as it should.
   */
  private DrivenRun noted(DrivenRun run) {
    try {
      parts.journal().ifPresent(journal -> journal.ended(run.stop(), run.server()));
      return run;
    } catch (LedgerException lost) {
      return run.stoppedBy(lost(lost));
    }
  }

  /** Ends a run whose journal somebody removed or changed, or that has no place to write to. */
  private static StopReason lost(Exception cause) {
    LOG.warn("the journal of a driven run cannot be kept", cause);
    return new StopReason.Abandoned(
        "Its journal was removed, was changed by something else, or cannot be written.");
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
