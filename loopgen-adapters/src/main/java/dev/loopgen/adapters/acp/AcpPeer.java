package dev.loopgen.adapters.acp;

import dev.loopgen.api.agent.AgentAnswer;
import dev.loopgen.api.agent.AgentHost;
import dev.loopgen.api.driven.BlockReason;
import dev.loopgen.api.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Answers what an agent asks for during a turn. Not thread-safe. */
final class AcpPeer implements RpcConnection.Peer {

  private final String session;
  private final AgentHost host;
  private final SessionFacts facts;
  private final AcpPermissions permissions;
  private final AcpTerminals terminals;

  AcpPeer(String session, String root, AgentHost host, SessionFacts facts) {
    this.session = session;
    this.host = host;
    this.facts = facts;
    this.permissions = new AcpPermissions(host);
    this.terminals = new AcpTerminals(root, host);
  }

  @Override
  public Json.Obj request(String method, Json.Obj parameters)
      throws RpcError, InterruptedException {
    if (!parameters.string("sessionId").equals(Optional.of(session))) {
      throw RpcError.invalid("there is no such session");
    }
    return switch (method) {
      case "fs/read_text_file" -> read(parameters);
      case "fs/write_text_file" -> write(parameters);
      case "session/request_permission" -> permissions.answer(parameters);
      case "terminal/create" -> terminals.create(parameters);
      case "terminal/output" -> terminals.output(parameters);
      case "terminal/wait_for_exit" -> terminals.exit(parameters);
      case "terminal/kill", "terminal/release" -> terminals.release(method, parameters);
      default -> throw RpcError.unknown(method);
    };
  }

  @Override
  public void notification(String method, Json.Obj parameters) {
    if (method.equals("session/update")
        && parameters.string("sessionId").equals(Optional.of(session))) {
      parameters.object("update").ifPresent(facts::update);
    }
  }

  private Json.Obj read(Json.Obj parameters) throws RpcError, InterruptedException {
    String path = text(parameters, "path");
    AgentAnswer answer = host.read(path);
    if (answer instanceof AgentAnswer.Refused refused
        && refused.reason() == BlockReason.NOT_FOUND) {
      throw RpcError.notFound(path);
    }
    String content = done(answer).text();
    return Json.object().put("content", part(content, parameters)).build();
  }

  /** Returns the lines that are asked for, from one, counted from 1. */
  private static String part(String content, Json.Obj parameters) {
    Optional<Long> line = number(parameters, "line");
    Optional<Long> limit = number(parameters, "limit");
    if (line.isEmpty() && limit.isEmpty()) {
      return content;
    }
    List<String> lines = List.of(content.split("(?<=\n)", -1));
    return lines.stream()
        .skip(Math.max(0, line.orElse(1L) - 1))
        .limit(Math.max(0, limit.orElse(Long.MAX_VALUE)))
        .collect(Collectors.joining());
  }

  private Json.Obj write(Json.Obj parameters) throws RpcError, InterruptedException {
    done(host.write(text(parameters, "path"), text(parameters, "content")));
    return Json.object().build();
  }

  /** Returns what was done, or throws why not. */
  static AgentAnswer.Done done(AgentAnswer answer) throws RpcError {
    if (answer instanceof AgentAnswer.Refused refused) {
      throw RpcError.refused(refused.explanation());
    }
    return (AgentAnswer.Done) answer;
  }

  static String text(Json.Obj parameters, String name) throws RpcError {
    Optional<String> text = parameters.string(name);
    if (text.isEmpty()) {
      throw RpcError.invalid("the parameter " + name + " is missing or no text");
    }
    return text.get();
  }

  static Optional<Long> number(Json.Obj parameters, String name) {
    return parameters
        .find(name)
        .filter(Json.Num.class::isInstance)
        .map(number -> (long) ((Json.Num) number).value());
  }
}
