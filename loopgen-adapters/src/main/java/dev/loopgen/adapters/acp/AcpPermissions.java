package dev.loopgen.adapters.acp;

import dev.loopgen.api.agent.AgentAnswer;
import dev.loopgen.api.agent.AgentHost;
import dev.loopgen.api.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Answers whether an agent may do something by itself: only what the run would do for it, and what
 * only looks. A permission is given once and never for later.
 */
final class AcpPermissions {

  /** The answer for a turn that is over. */
  static final Json.Obj CANCELLED = outcome(Json.object().put("outcome", "cancelled"));

  /** Kinds of tools that change nothing; what they reach is up to the sandbox. */
  private static final Set<String> LOOKING = Set.of("read", "search", "think", "fetch");

  private final AgentHost host;

  AcpPermissions(AgentHost host) {
    this.host = host;
  }

  Json.Obj answer(Json.Obj parameters) throws RpcError, InterruptedException {
    Optional<Json.Obj> call = parameters.object("toolCall");
    if (call.isEmpty()) {
      throw RpcError.invalid("the parameter toolCall is missing");
    }
    boolean allowed = isAllowed(call.get());
    return option(parameters, allowed ? "allow_once" : "reject_once")
        .map(id -> outcome(Json.object().put("outcome", "selected").put("optionId", id)))
        .orElse(CANCELLED);
  }

  private boolean isAllowed(Json.Obj call) throws InterruptedException {
    String kind = call.string("kind").orElse("other");
    Set<String> written = diffs(call);
    Set<String> named = locations(call);
    if (kind.equals("execute") && written.isEmpty()) {
      return isDone(host.mayRun(command(call)));
    }
    if (kind.equals("edit") && !(written.isEmpty() && named.isEmpty())) {
      written.addAll(named);
      return mayWrite(written);
    }
    if (LOOKING.contains(kind) && written.isEmpty()) {
      for (String path : named) {
        if (!isDone(host.mayRead(path))) {
          return false;
        }
      }
      return true;
    }
    return isDone(host.refuse(kind + " " + title(call)));
  }

  private boolean mayWrite(Set<String> paths) throws InterruptedException {
    for (String path : paths) {
      if (!isDone(host.mayWrite(path))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDone(AgentAnswer answer) {
    return answer instanceof AgentAnswer.Done;
  }

  private static Set<String> diffs(Json.Obj call) {
    Set<String> paths = new LinkedHashSet<>();
    for (Json.Obj content : objects(call, "content")) {
      if (content.string("type").equals(Optional.of("diff"))) {
        paths.add(content.string("path").orElse(""));
      }
    }
    return paths;
  }

  private static Set<String> locations(Json.Obj call) {
    Set<String> paths = new LinkedHashSet<>();
    objects(call, "locations").forEach(place -> paths.add(place.string("path").orElse("")));
    return paths;
  }

  private static List<Json.Obj> objects(Json.Obj parent, String name) {
    List<Json.Obj> objects = new ArrayList<>();
    for (Json element : parent.array(name).orElse(List.of())) {
      if (element instanceof Json.Obj object) {
        objects.add(object);
      }
    }
    return objects;
  }

  private static String command(Json.Obj call) {
    return call.object("rawInput")
        .flatMap(input -> input.string("command"))
        .orElseGet(() -> title(call));
  }

  private static String title(Json.Obj call) {
    return SessionFacts.bounded(call.string("title").orElse(""));
  }

  private static Optional<String> option(Json.Obj parameters, String kind) {
    return objects(parameters, "options").stream()
        .filter(option -> option.string("kind").equals(Optional.of(kind)))
        .flatMap(option -> option.string("optionId").stream())
        .findFirst();
  }

  private static Json.Obj outcome(Json.ObjectBuilder outcome) {
    return Json.object().put("outcome", outcome.build()).build();
  }
}
