package dev.loopgen.api.agent;

import dev.loopgen.api.driven.SessionUsage;
import dev.loopgen.api.model.ModelUsage;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A turn that an agent ended.
 *
 * @param text what it said, bounded; possibly empty
 * @param ending why it ended, in the protocol's word, for example {@code end_turn}
 * @param usage the tokens of the turn as the agent counted them
 * @param session what the session used so far, or null if the agent does not tell
 */
public record AgentTurn(
    String text, String ending, ModelUsage usage, @Nullable SessionUsage session) {

  /** Checks that the required parts are present. */
  public AgentTurn {
    Objects.requireNonNull(text);
    Objects.requireNonNull(ending);
    Objects.requireNonNull(usage);
  }
}
