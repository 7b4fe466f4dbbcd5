package dev.loopgen.core.internal.driven;

import dev.loopgen.api.model.ModelAdapter;
import dev.loopgen.api.model.ModelDescription;
import dev.loopgen.api.model.ModelIdentity;
import dev.loopgen.api.model.ModelListener;
import dev.loopgen.api.model.ModelReply;
import dev.loopgen.api.model.ModelRequest;
import dev.loopgen.testkit.model.ScriptedModel;
import java.time.Instant;

/** A scripted model with another name. */
record OtherModel(ScriptedModel script) implements ModelAdapter {

  @Override
  public ModelIdentity identity() {
    return new ModelIdentity("scripted", "other", null);
  }

  @Override
  public ModelDescription describe(Instant deadline) {
    return script.describe(deadline);
  }

  @Override
  public ModelReply ask(ModelRequest request, ModelListener listener, Instant deadline)
      throws InterruptedException {
    return script.ask(request, listener, deadline);
  }
}
