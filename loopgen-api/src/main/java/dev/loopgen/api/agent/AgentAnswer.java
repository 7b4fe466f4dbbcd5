package dev.loopgen.api.agent;

import dev.loopgen.api.driven.BlockReason;
import java.util.Objects;

/** What became of a request of an agent. */
public sealed interface AgentAnswer {

  /**
   * It was done, or may be done.
   *
   * @param text the text of the file that was read, or the output of the command; else empty
   * @param passed whether the command passed; true where no command was run
   */
  record Done(String text, boolean passed) implements AgentAnswer {

    public Done {
      Objects.requireNonNull(text);
    }
  }

  /**
   * It was not done.
   *
   * @param reason why not
   * @param explanation a sentence for the agent
   */
  record Refused(BlockReason reason, String explanation) implements AgentAnswer {

    public Refused {
      Objects.requireNonNull(reason);
      Objects.requireNonNull(explanation);
    }
  }
}
