package dev.loopgen.adapters.acp;

import dev.loopgen.api.agent.AgentAnswer;
import dev.loopgen.api.agent.AgentHost;
import dev.loopgen.api.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The terminals of a turn. A command has ended before the agent hears of its terminal, so nothing
 * that it starts runs beside the agent. Not thread-safe.
 */
final class AcpTerminals {

  private static final int MAX = 50;
  private static final Set<String> SHELLS = Set.of("sh", "/bin/sh", "bash", "/bin/bash");
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  private final String root;
  private final AgentHost host;
  private final Map<String, AgentAnswer.Done> ended = new LinkedHashMap<>();
  private int last;

  AcpTerminals(String root, AgentHost host) {
    this.root = root;
    this.host = host;
  }

  Json.Obj create(Json.Obj parameters) throws RpcError, InterruptedException {
    String directory = parameters.string("cwd").orElse(root);
    if (!directory.equals(root) && !directory.equals(root + "/")
        || !parameters.array("env").orElse(List.of()).isEmpty()) {
      throw RpcError.refused("commands run in " + root + ", without variables of their own.");
    }
    if (ended.size() >= MAX) {
      throw RpcError.refused("there are too many terminals; release some.");
    }
    AgentAnswer.Done done = AcpPeer.done(host.run(line(parameters)));
    String id = "terminal-" + ++last;
    ended.put(id, done);
    return Json.object().put("terminalId", id).build();
  }

  /** Returns the command line that a program and its arguments make. */
  private static String line(Json.Obj parameters) throws RpcError {
    String command = AcpPeer.text(parameters, "command");
    List<String> arguments = new ArrayList<>();
    for (Json argument : parameters.array("args").orElse(List.of())) {
      if (!(argument instanceof Json.Text text)) {
        throw RpcError.invalid("an argument is no text");
      }
      arguments.add(text.value());
    }
    if (arguments.size() == 2
        && SHELLS.contains(command)
        && Set.of("-c", "-lc").contains(arguments.get(0))) {
      return arguments.get(1);
    }
    StringBuilder line = new StringBuilder(command);
    arguments.forEach(argument -> line.append(' ').append(quoted(argument)));
    return line.toString();
  }

  private static String quoted(String argument) {
    return PLAIN.matcher(argument).matches()
        ? argument
        : "'" + argument.replace("'", "'\\''") + "'";
  }

  Json.Obj output(Json.Obj parameters) throws RpcError {
    AgentAnswer.Done terminal = terminal(parameters);
    return Json.object()
        .put("output", terminal.text())
        .put("truncated", false)
        .put("exitStatus", status(terminal))
        .build();
  }

  Json.Obj exit(Json.Obj parameters) throws RpcError {
    return status(terminal(parameters));
  }

  Json.Obj release(String method, Json.Obj parameters) throws RpcError {
    terminal(parameters);
    if (method.equals("terminal/release")) {
      ended.remove(AcpPeer.text(parameters, "terminalId"));
    }
    return Json.object().build();
  }

  private AgentAnswer.Done terminal(Json.Obj parameters) throws RpcError {
    AgentAnswer.Done terminal = ended.get(AcpPeer.text(parameters, "terminalId"));
    if (terminal == null) {
      throw RpcError.invalid("there is no such terminal");
    }
    return terminal;
  }

  /** An agent learns whether a command passed; other exit codes than these are not told. */
  private static Json.Obj status(AgentAnswer.Done terminal) {
    return Json.object()
        .put("exitCode", terminal.passed() ? 0 : 1)
        .put("signal", Json.NULL)
        .build();
  }
}
