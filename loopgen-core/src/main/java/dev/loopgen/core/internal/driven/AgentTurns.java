package dev.loopgen.core.internal.driven;

import dev.loopgen.api.ModelException;
import dev.loopgen.api.agent.AgentSession;
import dev.loopgen.api.agent.AgentTurn;
import dev.loopgen.api.agent.CodingAgent;
import dev.loopgen.api.driven.AgentAuthor;
import dev.loopgen.api.driven.AgentAuthor.Confinement;
import dev.loopgen.api.driven.DrivenOptions;
import dev.loopgen.api.driven.SessionUsage;
import dev.loopgen.api.driven.StopReason;
import dev.loopgen.api.model.ModelServer;
import dev.loopgen.api.model.ModelUsage;
import dev.loopgen.core.internal.driven.DrivenBudget.Reservation;
import dev.loopgen.core.internal.driven.prompt.TokenEstimate;
import dev.loopgen.core.internal.exec.AgentProcess;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The turns of an agent. Its process is started for the first of them and ends when this is closed;
 * its session lasts as long. Not thread-safe.
 */
final class AgentTurns implements Turns {

  /** How long an agent may take to start a session. */
  private static final Duration STARTING = Duration.ofMinutes(2);

  private final CodingAgent agent;
  private final DrivenOptions options;
  private final AgentPrompter prompter;
  private ModelServer server;
  private Confinement confinement;
  private @Nullable SessionUsage usage;
  private @Nullable AgentProcess process;
  private @Nullable AgentSession session;

  /**
   * Creates turns.
   *
   * @param server what the agent said about itself before the run was interrupted
   * @param confinement what its process is going to have
   */
  AgentTurns(
      CodingAgent agent,
      DrivenOptions options,
      AgentPrompter prompter,
      ModelServer server,
      Confinement confinement) {
    this.agent = agent;
    this.options = options;
    this.prompter = prompter;
    this.server = server;
    this.confinement = confinement;
  }

  @Override
  public void take(int number, Attempts attempts)
      throws StoppedException, InterruptedException, IOException {
    LoopParts parts = attempts.parts();
    DrivenBudget budget = parts.budget();
    parts.surroundings().listener().asking(number, parts.limit(), budget.left());
    boolean first = session == null;
    AgentSession talking = session(parts);
    TurnFacts facts = attempts.facts(number, parts.limit());
    String prompt = first ? prompter.first(facts) : prompter.next(facts);
    Reservation reserved = budget.reserve(TokenEstimate.request(prompt));
    parts.journal().ifPresent(journal -> journal.asking(number, prompt, budget.spent()));
    attempts.open(number, agent.identity().adapter());
    Instant start = parts.surroundings().now();
    AgentTurn turn = prompted(talking, prompt, attempts);
    budget.settle(reserved, turn.usage());
    usage = turn.session() == null ? usage : turn.session();
    parts
        .journal()
        .ifPresent(journal -> journal.replied(number, turn.text(), server, budget.spent()));
    attempts.said(turn.text(), turn.usage(), Duration.between(start, parts.surroundings().now()));
    requireCounted(turn.usage());
  }

  private AgentTurn prompted(AgentSession talking, String prompt, Attempts attempts)
      throws StoppedException, InterruptedException, IOException {
    LoopParts parts = attempts.parts();
    try {
      return talking.prompt(
          prompt,
          new AgentActions(attempts),
          new ModelProgress(parts.surroundings().listener()),
          parts.budget().requestTime());
    } catch (TurnEndedException e) {
      throw e.stop();
    } catch (ModelException e) {
      parts.budget().timeLeft();
      throw new StoppedException(Questioner.reason(e));
    }
  }

  /** Starts the agent unless it runs. A refusal comes before anything is asked. */
  private AgentSession session(LoopParts parts) throws StoppedException, InterruptedException {
    if (session != null) {
      return session;
    }
    Duration left = parts.budget().requestTime();
    AgentProcess started = parts.surroundings().start(agent.launch());
    process = started;
    confinement = started.isSandboxed() ? Confinement.SANDBOXED : Confinement.UNCONFINED;
    try {
      AgentSession open =
          agent.open(
              started, parts.task().project(), left.compareTo(STARTING) < 0 ? left : STARTING);
      session = open;
      server = open.server();
      return open;
    } catch (ModelException e) {
      throw new StoppedException(Questioner.reason(e));
    }
  }

  /** Ends a run with a limit of tokens if the agent does not count them. */
  private void requireCounted(ModelUsage counted) throws StoppedException {
    boolean cost = options.maxCost() < Double.POSITIVE_INFINITY;
    if (counted.promptTokens() == null && (cost || options.maxPromptTokens() < Long.MAX_VALUE)) {
      throw new StoppedException(
          new StopReason.Budget("prompt tokens, which the agent does not count"));
    }
    if (counted.completionTokens() == null
        && (cost || options.maxCompletionTokens() < Long.MAX_VALUE)) {
      throw new StoppedException(
          new StopReason.Budget("completion tokens, which the agent does not count"));
    }
  }

  @Override
  public void describe() {}

  @Override
  public ModelServer server() {
    return server;
  }

  @Override
  public Optional<AgentAuthor> author() {
    return Optional.of(new AgentAuthor(confinement, usage));
  }

  /** Ends the agent, and all processes that it started. */
  @Override
  public void close() {
    if (process != null) {
      process.close();
    }
  }
}
