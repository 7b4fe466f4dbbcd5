package dev.loopgen.core.internal.driven;

import dev.loopgen.api.agent.CodingAgent;
import dev.loopgen.api.model.ModelAdapter;
import dev.loopgen.api.model.ModelIdentity;
import java.util.Set;

/** Who makes the change in a driven run. */
public sealed interface ChangeAuthor {

  /** Returns which one it is. */
  ModelIdentity identity();

  /** Returns the environment variables with its keys, which no command gets. */
  Set<String> secretVariables();

  /**
   * A model, which proposes in its reply what is done afterwards.
   *
   * @param adapter the connection to it
   */
  record Model(ModelAdapter adapter) implements ChangeAuthor {

    @Override
    public ModelIdentity identity() {
      return adapter.identity();
    }

    @Override
    public Set<String> secretVariables() {
      return adapter.secretVariables();
    }
  }

  /**
   * An agent, which asks for one thing after the other while it works.
   *
   * @param agent the agent
   */
  record Agent(CodingAgent agent) implements ChangeAuthor {

    @Override
    public ModelIdentity identity() {
      return agent.identity();
    }

    @Override
    public Set<String> secretVariables() {
      return agent.launch().variables();
    }
  }
}
