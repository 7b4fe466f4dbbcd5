package dev.loopgen.core.internal.driven;

import dev.loopgen.api.ModelException;
import dev.loopgen.api.driven.StopReason;
import dev.loopgen.api.model.ModelAdapter;
import dev.loopgen.api.model.ModelReply;
import dev.loopgen.api.model.ModelServer;
import dev.loopgen.core.internal.driven.DrivenBudget.Reservation;
import dev.loopgen.core.internal.driven.journal.DrivenJournal;
import dev.loopgen.core.internal.driven.prompt.TokenEstimate;
import dev.loopgen.core.internal.flight.FlightEvents;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the model within the run's budget. Not thread-safe. */
final class Questioner {

  private static final Logger LOG = LoggerFactory.getLogger(Questioner.class);

  /** How long a server may take to say what it is. */
  private static final Duration DESCRIBING = Duration.ofSeconds(10);

  private final ModelAdapter model;
  private final Surroundings surroundings;
  private final DrivenBudget budget;
  private final @Nullable DrivenJournal journal;
  private ModelServer server;
  private boolean asked;

  /**
   * Creates a questioner.
   *
   * @param server what the server said about itself before the run was interrupted
   */
  Questioner(
      ModelAdapter model,
      Surroundings surroundings,
      DrivenBudget budget,
      @Nullable DrivenJournal journal,
      ModelServer server) {
    this.model = model;
    this.surroundings = surroundings;
    this.budget = budget;
    this.journal = journal;
    this.server = server;
  }

  /** Returns what the server said about itself last. */
  ModelServer server() {
    return server;
  }

  /**
   * Asks the model.
   *
   * @throws StoppedException if the request does not fit the budget, or there is no reply
   */
  ModelReply ask(int number, Prompt prompt) throws StoppedException, InterruptedException {
    Reservation reserved = budget.reserve(prompt.tokens());
    asked = true;
    if (journal != null) {
      journal.asking(number, prompt.text(), budget.spent());
    }
    ModelReply reply = answer(number, prompt);
    if (!reply.server().equals(ModelServer.UNKNOWN)) {
      server = reply.server();
    }
    budget.settle(reserved, reply.usage());
    if (journal != null) {
      journal.replied(number, reply.text(), server, budget.spent());
    }
    checkWhole(prompt, reply);
    return reply;
  }

  /**
   * Asks the server about itself when the model is not asked any more, if its replies did not say;
   * so that nothing waits for it before. A server that says nothing may have answered.
   */
  void describe() throws InterruptedException {
    if (!asked || server.version() != null) {
      return;
    }
    try {
      server = model.describe(surroundings.now().plus(DESCRIBING)).server();
    } catch (ModelException e) {
      LOG.debug("The model server says nothing about itself.", e);
    }
  }

  private ModelReply answer(int number, Prompt prompt)
      throws StoppedException, InterruptedException {
    try {
      Instant deadline = surroundings.now().plus(budget.requestTime());
      return FlightEvents.modelTurn(
          number,
          model,
          () -> model.ask(prompt.request(), new ModelProgress(surroundings.listener()), deadline));
    } catch (ModelException e) {
      budget.timeLeft();
      throw new StoppedException(reason(e));
    }
  }

  /** Returns why a run stops whose model or agent failed. */
  static StopReason reason(ModelException e) {
    String detail = String.valueOf(e.getMessage());
    return switch (e.kind()) {
      case CONTEXT_TOO_LONG -> new StopReason.ContextTruncated();
      case TRUNCATED, TOO_LARGE, UNREADABLE -> new StopReason.ModelUnreadable(detail);
      default -> new StopReason.ModelUnreachable(detail);
    };
  }

  private static void checkWhole(Prompt prompt, ModelReply reply) throws StoppedException {
    Long counted = reply.usage().promptTokens();
    if (counted != null && TokenEstimate.isTruncated(prompt.said(), counted)) {
      throw new StoppedException(new StopReason.ContextTruncated());
    }
  }
}
