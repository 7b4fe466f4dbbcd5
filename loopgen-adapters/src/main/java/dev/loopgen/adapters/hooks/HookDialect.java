package dev.loopgen.adapters.hooks;

import dev.loopgen.api.json.Json;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** How an agent asks and is answered. */
interface HookDialect {

  /**
   * What an agent says when it wants to stop.
   *
   * @param session the session; the same for all turns
   * @param continuing whether a block made the agent go on since the user last spoke; empty if the
   *     agent does not say
   * @param ended whether the turn ends for another reason than that the agent is done
   */
  record Stop(String session, Optional<Boolean> continuing, boolean ended) {}

  /**
   * The use of a tool.
   *
   * @param name the tool's name
   * @param input its arguments
   * @param directory the directory that it works in, if the agent says so
   */
  record Tool(String name, Json.Obj input, Optional<Path> directory) {}

  /** Reads what is said at a stop; of an object without these members, nothing is known. */
  Stop stop(Json.Obj event);

  /** Reads the use of a tool; empty if the event names none. */
  Optional<Tool> tool(Json.Obj event);

  /** Refuses the use of a tool. */
  Json.Obj deny(String reason);

  /** Has the agent go on. */
  Json.Obj block(String reason);

  /** Has no objection, and says something to the user where the agent can pass it on. */
  default Json.Obj pass(String message) {
    return Json.object().build();
  }

  /** Returns the exit code for an event that cannot be read. */
  default int unreadable() {
    return 1;
  }

  /** Returns a member that is a path. */
  static Optional<Path> path(Json.Obj event, String member) {
    try {
      return event.string(member).map(Path::of);
    } catch (InvalidPathException notAPath) {
      return Optional.empty();
    }
  }
}
