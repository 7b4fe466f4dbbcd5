package dev.loopgen.adapters.hooks;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The moments at which an agent asks. */
public enum HookEvent {
  /** Before the agent uses a tool. */
  PRE_TOOL,
  /** When the agent wants to end its turn. */
  STOP;

  /**
   * Returns the stable name in command lines and files.
   *
   * @return a name in kebab-case, listed in docs/ids.md
   */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Looks a moment up.
   *
   * @param id the name
   * @return the moment; empty if there is none of that name
   */
  public static Optional<HookEvent> byId(String id) {
    return Stream.of(values()).filter(event -> event.id().equals(id)).findFirst();
  }
}
