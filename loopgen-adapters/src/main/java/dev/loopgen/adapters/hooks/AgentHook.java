package dev.loopgen.adapters.hooks;

import dev.loopgen.api.json.InvalidJsonException;
import dev.loopgen.api.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;

/**
 * The hook of one agent: a function from an event and a project to an answer. It keeps nothing
 * between calls but what the project remembers. Thread-safe if the project is.
 *
 * <p>A hook is an early warning. It sees what the agent chooses to show, and the agent may not run
 * it at all; whether a change is accepted, the gate decides.
 */
public final class AgentHook {

  private static final Json.Obj NOTHING = Json.object().build();

  private final HookDialect dialect;

  private AgentHook(HookDialect dialect) {
    this.dialect = dialect;
  }

  /**
   * Returns the hook of an agent.
   *
   * @param agent the agent
   * @return its hook
   */
  public static AgentHook of(HookAgent agent) {
    return new AgentHook(Objects.requireNonNull(agent, "agent").dialect());
  }

  /**
   * Answers an event. Blocks while the project is judged.
   *
   * @param event the moment
   * @param input what the agent wrote to standard input, UTF-8
   * @param project the project
   * @return the answer; an input that cannot be read is no reason to let the agent stop
   * @throws InterruptedException if the thread is interrupted
   */
  public HookAnswer answer(HookEvent event, byte[] input, HookedProject project)
      throws InterruptedException {
    Optional<Json.Obj> said = object(input);
    if (event == HookEvent.STOP) {
      return new StopAnswer(dialect, project).to(dialect.stop(said.orElse(NOTHING)));
    }
    Optional<HookDialect.Tool> tool = said.flatMap(dialect::tool);
    if (tool.isEmpty()) {
      return unanswered(event, "The event names no tool, so nothing was checked.");
    }
    return ToolUse.of(tool.get(), project)
        .objection()
        .map(reason -> new HookAnswer(dialect.deny(reason).text(), 0, ""))
        .orElse(new HookAnswer(NOTHING.text(), 0, ""));
  }

  /**
   * Returns what to answer where there is no answer: an objection to nothing, and an exit code that
   * no agent takes for a refusal.
   *
   * @param event the moment
   * @param message why, for people
   * @return the answer
   */
  public HookAnswer unanswered(HookEvent event, String message) {
    return new HookAnswer(
        NOTHING.text(), event == HookEvent.PRE_TOOL ? dialect.unreadable() : 1, message);
  }

  private static Optional<Json.Obj> object(byte[] input) {
    try {
      String text = new String(input, StandardCharsets.UTF_8).strip();
      Json json = Json.parse(text.getBytes(StandardCharsets.UTF_8));
      return json instanceof Json.Obj object ? Optional.of(object) : Optional.empty();
    } catch (InvalidJsonException notJson) {
      return Optional.empty();
    }
  }
}
