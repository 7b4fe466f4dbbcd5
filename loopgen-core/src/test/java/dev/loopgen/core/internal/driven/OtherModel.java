package dev.loopgen.core.internal.driven;

import dev.loopgen.api.model.ModelAdapter;
import dev.loopgen.api.model.ModelDescription;
import dev.loopgen.api.model.ModelIdentity;
import dev.loopgen.api.model.ModelListener;
import dev.loopgen.api.model.ModelReply;
import dev.loopgen.api.model.ModelRequest;
import dev.loopgen.testkit.model.ScriptedModel;
import java.time.Instant;
import java.util.Set;

/** A scripted model with another name, or with a key in variables of the environment. */
record OtherModel(ScriptedModel script, ModelIdentity identity, Set<String> secretVariables)
    implements ModelAdapter {

  static OtherModel named(String name, ScriptedModel script) {
    return new OtherModel(script, new ModelIdentity("scripted", name, null), Set.of());
  }

  static OtherModel withKeyIn(Set<String> variables, ScriptedModel script) {
    return new OtherModel(script, script.identity(), variables);
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
