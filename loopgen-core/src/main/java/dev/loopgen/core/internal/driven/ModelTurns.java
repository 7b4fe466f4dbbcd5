package dev.loopgen.core.internal.driven;

import dev.loopgen.api.driven.AgentAuthor;
import dev.loopgen.api.model.ModelReply;
import dev.loopgen.api.model.ModelServer;
import dev.loopgen.core.internal.driven.action.ProposedTurn;
import dev.loopgen.core.internal.driven.dialect.ReplyReader;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The turns of a model: a prompt, a reply, and then the actions that the reply proposes. */
final class ModelTurns implements Turns {

  private final Questioner questioner;
  private final Prompter prompter;

  ModelTurns(Questioner questioner, Prompter prompter) {
    this.questioner = questioner;
    this.prompter = prompter;
  }

  @Override
  public void take(int number, Attempts attempts)
      throws StoppedException, InterruptedException, IOException {
    LoopParts parts = attempts.parts();
    parts.surroundings().listener().asking(number, parts.limit(), parts.budget().left());
    Prompt prompt = prompter.next(attempts.facts(number, parts.limit()));
    Instant start = parts.surroundings().now();
    ModelReply reply = questioner.ask(number, prompt);
    Duration asking = Duration.between(start, parts.surroundings().now());
    ProposedTurn turn = ReplyReader.read(reply, prompt.nonce(), prompt.said());
    attempts.open(number, turn, reply.usage(), asking);
    attempts.act(turn.proposals());
  }

  @Override
  public void describe() throws InterruptedException {
    questioner.describe();
  }

  @Override
  public ModelServer server() {
    return questioner.server();
  }

  @Override
  public Optional<AgentAuthor> author() {
    return Optional.empty();
  }

  @Override
  public void close() {}
}
