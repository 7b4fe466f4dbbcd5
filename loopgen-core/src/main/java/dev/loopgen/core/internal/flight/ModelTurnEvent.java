package dev.loopgen.core.internal.flight;

import dev.loopgen.api.model.ModelAdapter;
import dev.loopgen.api.model.ModelIdentity;
import dev.loopgen.api.model.ModelReply;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import org.jspecify.annotations.Nullable;

@Name("dev.loopgen.ModelTurn")
@Label("Model Turn")
@Description("One request to a model, repetitions included, until its complete reply")
final class ModelTurnEvent extends LoopgenEvent {

  private static final long UNKNOWN = -1;

  @Label("Number")
  @Description("The number of the attempt, from 1")
  int number;

  @Label("Adapter")
  @Nullable String adapter;

  @Label("Model")
  @Nullable String model;

  @Label("Prompt Tokens")
  @Description("As the server counts them; -1 if it does not")
  long promptTokens = UNKNOWN;

  @Label("Completion Tokens")
  @Description("As the server counts them; -1 if it does not")
  long completionTokens = UNKNOWN;

  @Label("Finish")
  @Description("Why the reply ended")
  @Nullable String finish;

  static ModelReply around(int number, ModelAdapter asked, Work<ModelReply> asking)
      throws InterruptedException {
    ModelTurnEvent event = new ModelTurnEvent();
    if (!event.isEnabled()) {
      return asking.call();
    }
    event.number = number;
    ModelIdentity identity = asked.identity();
    event.adapter = bounded(identity.adapter());
    event.model = bounded(identity.model());
    return event.around(asking, event::set);
  }

  private void set(ModelReply reply) {
    promptTokens = count(reply.usage().promptTokens());
    completionTokens = count(reply.usage().completionTokens());
    finish = reply.finish().kind().id();
  }

  private static long count(@Nullable Long tokens) {
    return tokens == null ? UNKNOWN : tokens;
  }
}
